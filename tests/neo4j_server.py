"""A real Neo4j server for the tests, and for who has none: ``python tests/neo4j_server.py`` (``make neo4j``).

Its jars come from Maven Central once, into ``.cache/neo4j/lib``; it needs Java 17 or later and no container.
"""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import LiteralString, NamedTuple

import neo4j
import pytest
from neo4j.exceptions import DriverError, Neo4jError

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache" / "neo4j"
PASSWORD = "policygraph-local"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang", "java.lang.reflect")
_CONFIG = """
server.bolt.listen_address=127.0.0.1:{bolt}
server.http.enabled={browser}
server.http.listen_address=127.0.0.1:{http}
server.https.enabled=false
server.memory.pagecache.size=128m
db.tx_log.preallocate=false
dbms.usage_report.enabled=false
"""


class Server(NamedTuple):
    """A running server: its address, its user's password, its process."""

    url: str
    password: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End the process and wait for it."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()


def missing() -> str | None:
    """What has to be installed before a server can start; None if nothing."""
    lacking = [program for program in ("java", "mvn") if shutil.which(program) is None]
    if lacking == ["mvn"] and (CACHE / "lib").is_dir():
        return None
    return f"needs {' and '.join(lacking)} (Debian: apt install default-jre-headless maven)" if lacking else None


def jars() -> Path:
    """The folder of the server's jars, fetched by Maven if it is not there."""
    library = CACHE / "lib"
    if not library.is_dir():
        print("fetching the Neo4j server (116 MB) …", file=sys.stderr)
        part = CACHE / f"lib-{os.getpid()}"
        subprocess.run(
            [
                "mvn", "-q", "-B", "-f", str(ROOT / "tests" / "neo4j" / "pom.xml"), "dependency:copy-dependencies",
                "-DincludeScope=runtime", f"-DoutputDirectory={part}",
            ],
            check=True, stdout=sys.stderr,
        )  # fmt: skip
        part.rename(library)
    return library


def start(home: Path, *, bolt: int = 0, http: int = 0) -> Server:
    """Start a server with its data in ``home``; ports of 0 are free ones, and without ``http`` there is no Browser."""
    bolt = bolt or _free_port()
    (home / "conf").mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").write_text(
        _CONFIG.format(bolt=bolt, http=http or _free_port(), browser=str(bool(http)).lower())
    )
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
    command = [
        "java", "-Xmx1g", "-XX:+UseSerialGC", *opens, "-cp", f"{jars()}/*", "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={home}", f"--config-dir={home / 'conf'}",
    ]  # fmt: skip
    with (home / "console.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    server = Server(f"bolt://127.0.0.1:{bolt}", PASSWORD, process)
    try:
        _await(server, home)
    except BaseException:
        server.stop()
        raise
    return server


def _await(server: Server, home: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"Neo4j ended while starting:\n{(home / 'console.log').read_text()[-2000:]}")
        if _sign_in(server, PASSWORD) or _set_password(server):
            return
        time.sleep(0.3)
    raise RuntimeError(f"Neo4j did not answer in two minutes; see {home / 'console.log'}")


def _sign_in(server: Server, password: str) -> bool:
    return _answers(server, password, "RETURN 1", "neo4j")


def _set_password(server: Server) -> bool:
    change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
    return _answers(server, "neo4j", change, "system") and _sign_in(server, PASSWORD)


def _answers(server: Server, password: str, query: LiteralString, database: str) -> bool:
    with neo4j.GraphDatabase.driver(server.url, auth=("neo4j", password), connection_timeout=2) as driver:
        try:
            with driver.session(database=database) as session:
                session.run(query, password=PASSWORD).consume()
        except (DriverError, Neo4jError):
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@cache
def shared_server() -> Server:
    """One server for the whole test session, its data in a folder that goes with it."""
    home = Path(tempfile.mkdtemp(prefix="policygraph-neo4j-"))
    server = start(home)

    def end() -> None:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(end)
    return server


@pytest.fixture(scope="session")
def neo4j_server() -> Server:
    """The session's server; without Java or Maven the test is skipped, where ``CI=true`` it fails."""
    if reason := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(f"a Neo4j server {reason}")
        pytest.skip(f"a Neo4j server {reason}")
    return shared_server()


@pytest.fixture
def empty_neo4j(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the session's server with nothing in it; the environment holds its password."""
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.url, auth=("neo4j", neo4j_server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        driver.execute_query("DROP INDEX text_vectors IF EXISTS")
    return neo4j_server.url


def main() -> int:
    """Run a server at the usual ports until Ctrl-C, with its data kept in ``.cache/neo4j/home``."""
    if reason := missing():
        print(f"a Neo4j server {reason}", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = start(CACHE / "home", bolt=7687, http=7474)
    print(f"Neo4j is at {server.url}, Browser at http://127.0.0.1:7474; Ctrl-C ends it.", file=sys.stderr)
    print(f"NEO4J_USERNAME=neo4j NEO4J_PASSWORD={server.password} POLICYGRAPH_GRAPH={server.url}")
    try:
        server.process.wait()
    except KeyboardInterrupt:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
