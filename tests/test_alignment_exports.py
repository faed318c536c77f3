"""The 对照表 in every format: what is in it, that marks are more than colour, and that nothing in it runs."""

import io
import json
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

import corpus
from graph.alignments import Alignment
from ingest.pipeline import parse_path, parse_text
from qa.align import align
from qa.alignment_texts import Side, side_of
from qa.normalise import Language
from ui.exports.alignment_docx import to_docx
from ui.exports.alignment_html import to_html
from ui.exports.alignment_lines import table_of
from ui.exports.alignment_xlsx import to_xlsx

STATE = """关于湿地的意见

一、保护

（一）严守面积。到2030年，湿地保有量不少于8亿亩。由国务院林草主管部门负责监督。

（二）=HYPERLINK("x")。<script>alert(1)</script>修复岸线。

二、利用

（三）发展观光。建设观鸟台。
"""
PROVINCE = """某省关于湿地的实施意见

一、保护

（一）严守面积。到2028年，湿地保有量不少于1300万亩。由省林业局负责监督。

（二）=HYPERLINK("x")。<script>alert(1)</script>修复岸线和滩涂。

二、利用

（三）设立候鸟医院。救护受伤水鸟。
"""

Sides = tuple[Alignment, Side, Side]


@pytest.fixture(scope="module")
def pair() -> Sides:
    source, reference = (side_of(parse_text(text, identity=name)[0]) for text, name in ((PROVINCE, "p"), (STATE, "s")))
    return align(source, reference), source, reference


@pytest.fixture(scope="module")
def with_outline() -> Sides:
    names = "jiangxi-2026-urban-quality.txt", "cn-2025-urban-quality.txt"
    source, reference = (side_of(parse_path(corpus.DOCUMENTS / name)[0]) for name in names)
    return align(source, reference), source, reference


def test_lines(pair: Sides) -> None:
    lines = table_of(*pair).lines
    assert [line.name for line in lines] == ["改写", "沿用", "新增", "未对应"]
    assert {"数字：8亿亩 → 1300万亩", "时限：2030年 → 2028年"} <= set(lines[0].first)
    assert any(fact.startswith("主体：") and fact.endswith("省林业局") for fact in lines[0].first)
    source = "".join(run.text for run in lines[1].source)
    assert source.startswith("第二条 ")
    assert source.endswith("修复岸线和滩涂。")
    assert "和滩涂" in [run.text for run in lines[1].source if run.mark == "new"]
    assert lines[2].reference == ()
    assert lines[3].source == ()


def test_table_in_english(pair: Sides) -> None:
    table = table_of(*pair, language="en")
    assert [(count.relation, count.name, count.lines) for count in table.counts] == [
        ("carried-over", "carried over", 1), ("adapted", "adapted", 1), ("added", "added", 1),
        (None, "no counterpart", 1),
    ]  # fmt: skip
    assert "date: 2030年 → 2028年" in table.lines[0].first
    assert table.lines[1].notes == ("94% of the words are the same.",)
    assert "《发展观光》" in table.lines[2].notes[0]
    said = " ".join([table.title, *table.heads, table.note, *(note for line in table.lines for note in line.notes)])
    assert not re.search(r"[\u4e00-\u9fff]", re.sub("《[^》]*》", "", said))


@pytest.mark.parametrize(
    ("language", "says"), [("zh", "没有一条相对应"), ("en", "No provision of one answers to any of the other")]
)
def test_a_pair_with_nothing_in_common_says_so(pair: Sides, language: Language, says: str) -> None:
    text = "某省规范收费行动方案\n一、清理收费\n取消不合规收费项目。\n二、公布目录\n公布收费目录。\n"
    source, reference = side_of(parse_text(text, identity="f")[0]), pair[2]
    table = table_of(align(source, reference), source, reference, language)
    assert says in table.note
    assert {line.relation for line in table.lines} == {"added", None}
    assert says not in table_of(*pair, language).note


def test_table_lines_lead_to_both_documents(with_outline: Sides) -> None:
    lines = {line.path: line for line in table_of(*with_outline).lines}
    assert lines["四", "(九)"].counterparts == (("四", "（八）"),)
    assert table_of(*with_outline, language="en").heads[0].endswith(" (our outline of it)")


def test_a_split_row_tells_what_went_to_another(with_outline: Sides) -> None:
    lines = {line.path: line for line in table_of(*with_outline).lines}
    marked = [
        "".join(run.text for run in lines["四", label].reference if run.mark == "elsewhere")
        for label in ("(九)", "(十)")
    ]
    assert "〈城中村〉" in marked[0]
    assert "〈住宅品质〉" in marked[1]
    assert not any(run.mark == "elsewhere" for run in lines["四", "(十一)"].reference)


def test_a_word_that_one_of_two_sentences_has_is_not_gone() -> None:
    state = "关于产业的意见\n\n一、升级。统筹推进传统产业改造升级、新兴产业培育壮大。\n\n二、其他。办好会展。\n"
    town = (
        "关于产业的方案\n\n一、升级。实施传统产业改造升级行动，推进新兴产业集群建设。统筹推进传统产业改造升级、新兴产业培育壮大。"
        "\n\n二、其他。办好会展。\n"
    )
    one, other = (side_of(parse_text(text, identity=text[-5:])[0]) for text in (town, state))
    alignment = align(one, other)
    assert len(alignment.rows[0].matches[0].pairs) == 2
    line = table_of(alignment, one, other).lines[0]
    assert not any(run.mark for run in line.reference)
    assert "统筹推进传统产业改造升级、新兴产业培育壮大。" in "".join(run.text for run in line.source if not run.mark)


def test_every_word_of_both_texts_is_there(with_outline: Sides) -> None:
    alignment, source, reference = with_outline
    lines = table_of(alignment, source, reference).lines
    for unit, line in zip(source.units, lines, strict=False):
        shown = "".join("".join(run.text for run in line.source).split())
        assert "".join(source.text[unit.title_span.start : unit.span.end].split()) in shown


def test_workbook(pair: Sides) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(table_of(*pair))), rich_text=True)
    sheet = book["对照表"]
    cells = [cell for row in sheet.iter_rows(min_row=5) for cell in row if cell.value is not None]
    assert len(cells) == 12
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    blocks = [block for cell in cells if isinstance(cell.value, CellRichText) for block in cell.value]
    fonts = {(block.font.u, bool(block.font.strike)) for block in blocks if isinstance(block, TextBlock)}
    assert {("single", False), (None, True)} <= fonts


def test_word(pair: Sides) -> None:
    paper = docx.Document(io.BytesIO(to_docx(table_of(*pair))))
    (table,) = paper.tables
    assert len(table.rows) == 5
    runs = [run for row in table.rows for cell in row.cells for paragraph in cell.paragraphs for run in paragraph.runs]
    assert any(run.font.strike for run in runs)
    assert any(run.font.underline for run in runs)
    assert "对应关系由本工具" in paper.paragraphs[1].text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "col", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_stands_alone(pair: Sides) -> None:
    html = to_html(table_of(*pair)).decode()
    page = _Page()
    page.feed(html)
    assert page.open == []
    assert {"ins", "del"} <= page.seen
    assert not page.seen & {"script", "link", "img", "iframe"}
    assert not re.search(r"https?://|url\(|@import", html)
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("draw", [to_html, to_xlsx, to_docx])
def test_an_outline_is_called_one(draw: Callable[..., bytes], with_outline: Sides) -> None:
    data = draw(table_of(*with_outline))
    if draw is to_html:
        text = data.decode()
    elif draw is to_docx:
        paper = docx.Document(io.BytesIO(data))
        text = "\n".join([*(p.text for p in paper.paragraphs), *(cell.text for cell in paper.tables[0].rows[0].cells)])
    else:
        text = "\n".join(str(cell.value) for row in load_workbook(io.BytesIO(data))["对照表"]["A1:C4"] for cell in row)
    assert "不是文件原文" in text
    assert "本项目的提要" in text


def test_commands(run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, shipped: Path) -> None:
    graph = ("--graph", shipped / ".policygraph/graph.kgl")
    done = run("align", "关于推动城市高质量发展的实施", "cn-2025", "--json", *graph)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["reference"] == "cn-2025-urban-quality"
    assert [row["ordinal"] for row in found["rows"]] == list(range(1, 26))
    assert found["rows"][8]["matches"][0]["ordinal"] == 8
    assert {"source_span", "reference_span", "score"} <= set(found["rows"][8]["matches"][0]["pairs"][0])
    for name in ("t.xlsx", "t.docx", "t.html", "t.json"):
        assert run("align", "关于推动城市高质量发展的实施", "cn-2025", "-o", name, *graph).returncode == 0
        assert (tmp_path / name).stat().st_size > 5000
    refused = run("align", "关于推动城市高质量发展的实施", "cn-2025", "-o", "t.pdf", *graph)
    assert refused.returncode == 1
    assert "后缀" in refused.stderr
    (tmp_path / "old.txt").write_text(STATE, "utf-8")
    (tmp_path / "new.txt").write_text(STATE.replace("2030年", "2032年"), "utf-8")
    done = run("compare", "old.txt", "new.txt", *graph)
    assert "2030年 → 2032年" in done.stdout
    done = run("trace", "cn-2025", "八", "--json", *graph)
    (provision,) = json.loads(done.stdout)["provisions"]
    assert [link["number"] for link in provision["below"]] == [9, 10]
    (tmp_path / "decision.txt").write_text("一、将第三条修改为：“第三条 甲。”\n二、删去第五条。\n", "utf-8")
    done = run("amendments", "decision.txt", "--json")
    assert [each["kind"] for each in json.loads(done.stdout)["amendments"]] == ["replace", "delete"]
