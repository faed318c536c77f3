"""What the README says is so: its example is the real output, its commands and its links exist."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from conftest import COMMAND, run_in

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"```console\n\$ make ask Q=\"(.+?)\"\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("question", "output"), EXAMPLES)
def test_the_example_is_the_real_output(shipped: Path, question: str, output: str) -> None:
    done = run_in(shipped, "ask", question)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == output


def test_there_is_an_example() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?m)(?:^|`)make ([a-z0-9]+)", README))))
def test_make_targets_exist(target: str) -> None:
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", sorted(set(re.findall(r"`policygraph (.+?)`", README))))
def test_commands_exist(line: str) -> None:
    command, *arguments = shlex.split(line)
    usage = subprocess.run([COMMAND, command, "--help"], capture_output=True, text=True)
    assert usage.returncode == 0
    for option in (each for each in arguments if each.startswith("-")):
        assert option in usage.stdout


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "benchmarks/README.md"])
def test_links_lead_somewhere(name: str) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / name).read_text("utf-8")):
        assert (ROOT / name).parent.joinpath(link).exists(), link


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:graph|ingest|qa|ui|corpus|tests|benchmarks)/[\w./-]*)`", README)))
)
def test_paths_exist(path: str) -> None:
    assert (ROOT / path).exists()
