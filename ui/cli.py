"""The command line: its grammar, and the one place where errors become sentences and exit codes.

0 done · 1 the input or the request is at fault · 2 wrong usage · 3 a service is unreachable.
Modules are imported by the command that needs them: starting up is most of what a short question costs.
"""

import argparse
import gc
import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from graph.errors import PolicyGraphError

_INTERRUPTED, _PIPE_CLOSED = 130, 141  # as shells count the signals INT and PIPE

# argparse's own sentences, for users who read Chinese
_USAGE = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少 \1"),
    (re.compile(r"one of the arguments (.+) is required"), r"\1 要给出一个"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识的参数 \1"),
    (re.compile(r"argument (.+?): expected one argument"), r"\1 后面缺少一个值"),
    (re.compile(r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)"), r"\1 没有 \2，可用的是 \3"),
    (re.compile(r"argument (.+?): (要.+)"), r"\1 \2"),
    (re.compile(r"argument (.+?): not allowed with argument (.+)"), r"\1 不能与 \2 同时使用"),
)


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese in one line."""

    def error(self, message: str) -> NoReturn:
        for pattern, words in _USAGE:
            message = pattern.sub(words, message)
        print(f"用法不对：{message}。运行 {self.prog} --help 查看用法。", file=sys.stderr)
        raise SystemExit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing is raised but by ``--help`` and wrong usage."""
    gc.set_threshold(100_000)  # a short command ends before there is any garbage worth looking for
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal may lack a character
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        code = run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # whoever read our output has left; keep the interpreter from complaining about it at its exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        return _fail("已中断；已经完成的文件都已保存。", _INTERRUPTED)
    except PolicyGraphError as error:
        return _fail(str(error), error.exit_code)
    except Exception as error:
        from ui.log import report

        return _fail(str(report(error)), 1)
    return code


def _fail(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="policygraph", description="政策文件知识图谱：读文件、建图、带原文依据回答问题。")
    commands = parser.add_subparsers(title="命令", metavar="COMMAND", required=True)

    parse = _command(commands, "parse", "只读结构：条款、责任、地区、目标……，不动图谱")
    parse.add_argument("paths", nargs="+", metavar="PATH", help="文件，或装有文件的文件夹")
    parse.add_argument("--json", action="store_true", help="输出 JSON")

    ingest = _command(commands, "ingest", "把文件读入图谱（不给参数：随附的文件）", graph=True)
    ingest.add_argument("sources", nargs="*", metavar="PATH|URL", help="文件、文件夹或 https:// 网页")
    ingest.add_argument("--is", dest="identity", metavar="ID", help="这份文件就是图谱里的 ID（的新版本）")

    ingest.add_argument("--reembed", action="store_true", help="先用现在的向量模型重新生成图谱里的全部向量")

    ask = _command(commands, "ask", "提问，用图谱里的原文回答", graph=True)
    what = ask.add_mutually_exclusive_group(required=True)
    what.add_argument("question", nargs="?", metavar="QUESTION", help="问题，中文或英文")
    what.add_argument("--batch", metavar="FILE", help="每行一个问题，每行输出一个 JSON")
    ask.add_argument("--json", action="store_true", help="输出 JSON")
    ask.add_argument("--context", metavar="FILE", help="接着上一问问：读出并写回这个文件里的上下文（JSON）")
    ask.add_argument("--document", metavar="ID", help="只在这份文件里回答：编号、编号或标题的开头，或文件路径")

    align = _command(commands, "align", "把一份文件逐条对照另一份：沿用、改写、拆分、合并、新增", graph=True)
    align.add_argument("source", metavar="SOURCE", help="要对照的文件：编号、编号或标题的开头，或文件路径")
    align.add_argument("reference", metavar="REFERENCE", help="对照的依据，如国家文件：同上")
    align.add_argument("--json", action="store_true", help="输出 JSON")
    align.add_argument("-o", dest="output", metavar="FILE", help="另写成对照表：.xlsx、.docx、.html 或 .json")

    compare = _command(commands, "compare", "比较同一文件的两个版本，或草案与印发稿", graph=True)
    compare.add_argument("old", metavar="OLD", help="旧版：文件路径，编号（可加 @1、@2 指明第几版）或标题的开头")
    compare.add_argument("new", metavar="NEW", help="新版：同上")
    compare.add_argument("--json", action="store_true", help="输出 JSON")

    amendments = _command(commands, "amendments", "读出修改、废止决定里的逐项修改")
    amendments.add_argument("path", metavar="FILE", help="决定的文件路径")
    amendments.add_argument("--json", action="store_true", help="输出 JSON")

    trace = _command(commands, "trace", "查一份文件或一条：上承哪些文件，下有哪些落实", graph=True)
    trace.add_argument("document", metavar="DOCUMENT", help="编号、编号或标题的开头")
    trace.add_argument("provision", nargs="?", metavar="PROVISION", help="第几条，如 八、8、第八条")
    trace.add_argument("--json", action="store_true", help="输出 JSON")

    documents = _command(commands, "documents", "列出图谱里的文件", graph=True)
    documents.add_argument("--json", action="store_true", help="输出 JSON")

    export = _command(commands, "export", "导出图谱", graph=True)
    export.add_argument("--format", choices=["cypher"], required=True, help="格式")
    export.add_argument("-o", dest="output", metavar="FILE", required=True, help="写到哪个文件")

    matrix = _command(commands, "matrix", "导出任务分工表：xlsx、docx、csv 或 json", graph=True)
    matrix.add_argument("--document", metavar="ID", help="哪份文件：编号、编号或标题的开头，或文件路径")
    matrix.add_argument("-o", dest="output", metavar="FILE", required=True, help="写到哪个文件，后缀决定格式")
    matrix.add_argument("--infer", type=_count, default=3, metavar="N", help="每行至多推断几个部门（默认 3，0 不推断）")
    matrix.add_argument("--ignore-notes", action="store_true", help="当作原文没有写明任何部门来推断，用于检验推断")

    back = _command(commands, "import-matrix", "读回填写好的 xlsx 任务分工表，记为已确认", graph=True)
    back.add_argument("file", metavar="FILE", help="policygraph matrix 导出并填写过的 xlsx")
    back.add_argument("--by", metavar="NAME", required=True, help="确认人姓名")
    back.add_argument("--dry-run", action="store_true", help="只列出改动，不写入")
    back.add_argument("--partial", action="store_true", help="有行被退回时，仍写入其余的行（默认都不写）")

    page = _command(commands, "ui", "打开网页：提问、读文件、导出分工表……", graph=True)
    page.add_argument("--port", type=_count, metavar="N", help="端口（默认 8501，被占用时用下一个；0 由系统选）")
    page.add_argument("--open", action="store_true", help="同时打开浏览器")
    page.add_argument("--address", metavar="HOST", help="监听地址（默认 127.0.0.1，只有本机能打开）")

    feedback = _command(commands, "feedback", "列出大家对回答的评价，格式同问题集", graph=True)
    feedback.add_argument("--json", action="store_true", help="输出 JSON")

    _command(commands, "doctor", "检查环境：有什么、缺什么、怎么办", graph=True)
    return parser


def _command(
    commands: "argparse._SubParsersAction[_Parser]", name: str, purpose: str, *, graph: bool = False
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=purpose, description=purpose)
    command.set_defaults(run=lambda options: _run(name, options))
    if graph:
        command.add_argument(
            "--graph", metavar="URL", help="图谱：文件路径，或 bolt://、neo4j:// 地址（默认 .policygraph/graph.kgl）"
        )
    return command


def _count(words: str) -> int:
    if not words.isascii() or not words.isdigit():
        raise argparse.ArgumentTypeError("要 0 或正整数")
    return int(words)


def _run(name: str, options: argparse.Namespace) -> int:
    from ui import commands

    code: int = getattr(commands, name.replace("-", "_"))(options)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
