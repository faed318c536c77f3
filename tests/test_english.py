"""English questions: their words as terms of the glossary, and answers in English."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_answer import score

from graph.store import GraphStore, open_store
from qa.answer import ask
from qa.counted import counted_names, counts_en
from qa.dictionary import chinese_words, is_word
from qa.english import read_terms
from qa.glosses import plain_words
from qa.naming_english import mentions
from qa.question import read_question
from qa.rows import Sentence
from qa.slips import mended

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def store(shipped: Path) -> Iterator[GraphStore]:
    with open_store(str(shipped / ".policygraph" / "graph.kgl")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("social organisations", "social organization"), ("city centres", "city center"), ("labour", "labor"),
        ("programmes", "program"), ("neighbourhoods", "neighborhood"), ("policies", "policy"),
    ],
)  # fmt: skip
def test_one_spelling(one: str, other: str) -> None:
    assert plain_words(one) == plain_words(other)


@pytest.mark.parametrize(
    ("question", "asked", "chinese"),
    [
        ("What is said of the Belt and Road?", "Belt and Road", "一带一路"),
        ("Who is in charge of parking?", "parking", "停车"),
        ("Is there a plan for sponge cities?", "sponge cities", "海绵城市"),
        ("Does it deal with provincial sub-centres?", "provincial sub-centres", "省域副中心城市"),
        ("What about black and odorous water?", "black and odorous water", "黑臭水体"),
        ("Where is 物业 mentioned?", "物业", "物业"),
    ],
)
def test_terms(question: str, asked: str, chinese: str) -> None:
    terms = {term.asked: term.chinese for term in read_terms(read_question(question), ())}
    assert chinese in terms[asked]


@pytest.mark.parametrize(
    ("english", "named", "done"),
    [
        ("ramps", "坡道", None), ("vets", "兽医", None), ("apprentices", "学徒", None), ("crises", "危机", None),
        ("pocket money", "零用钱", None), ("hosting", None, "主办"), ("encouraged", None, "鼓励"),
    ],
)  # fmt: skip
def test_words_of_the_dictionary(english: str, named: str | None, done: str | None) -> None:
    words = chinese_words(english)
    assert named is None or named in words.named
    assert done is None or done in words.done


def test_what_no_dictionary_has_is_no_word() -> None:
    assert not chinese_words("zxqv")
    assert not is_word("carbn")
    assert is_word("congestion")


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("whch mesure deals with parkng", "which measure deals with parking"),
        ("waht about teh deadlines", "what about the deadlines"),
        ("Does Tesla plant trees in Nanchang?", "Does Tesla plant trees in Nanchang?"),
        ("Which organisations are newer?", "Which organisations are newer?"),
        ("qwrt zxcv", "qwrt zxcv"),
    ],
)
def test_slips_are_mended_and_words_are_left(question: str, meant: str) -> None:
    assert mended(question) == meant


@pytest.mark.parametrize(
    ("words", "counts", "names"),
    [
        ("two wings and three belts", (2, 3), ("两翼三带",)),
        ("One axis, two wings", (1, 2), ("一轴两翼",)),
        ("four seas, five lakes", (4, 5), ()),
    ],
)
def test_a_name_that_counts_is_found_by_its_numbers(
    words: str, counts: tuple[int, ...], names: tuple[str, ...]
) -> None:
    quote = "形成“一轴两翼”“两翼三带”格局。"
    said = [Sentence(document="d", provision=None, start=0, stop=len(quote), quote=quote)]
    assert counts_en(words) == counts
    assert counted_names(counts, said) == names


@pytest.mark.parametrize(
    ("question", "written", "places", "year"),
    [
        ("Who leads item 2 of Gansu's 2022 rules on saving water?", "Gansu's 2022 rules on saving water", ["Gansu"], 2022),
        ("Does the Zhejiang fitness plan name cities?", "the Zhejiang fitness plan", ["Zhejiang"], None),
        ("What does the State Council's 2024 opinion ask for?", "the State Council's 2024 opinion", [], 2024),
        ("In the notice of Sichuan on drones, who leads?", "the notice of Sichuan on drones", ["Sichuan"], None),
    ],
)  # fmt: skip
def test_a_document_is_named_by_what_stands_around_its_noun(
    question: str, written: str, places: list[str], year: int | None
) -> None:
    found = next(mentions(question))
    assert (found.written, [name for name, _ in found.places], found.year) == (written, places, year)


def test_what_only_asks_is_no_term() -> None:
    assert read_terms(read_question("Which measures of this opinion does the text mention?"), ()) == []


def test_english_questions(store: GraphStore) -> None:
    rows = json.loads((DATA / "questions-english.json").read_text(encoding="utf-8"))
    assert score(store, rows) == 1.0


def test_questions_on_the_whole(store: GraphStore) -> None:
    """Counts, outlines, tables, comparisons with the national policy, what is inferred."""
    rows = json.loads((DATA / "questions-whole.json").read_text(encoding="utf-8"))
    assert score(store, rows) == 1.0


def test_nothing_is_printed_twice(store: GraphStore) -> None:
    for name in ("questions-english.json", "questions-whole.json"):
        for row in json.loads((DATA / name).read_text(encoding="utf-8")):
            lines = [line for line in ask(store, row["q"]).answer.split("\n") if len(line) > 20]
            assert len(lines) == len(set(lines)), row["q"]


def test_suggestions_are_answered(store: GraphStore) -> None:
    for name in ("questions-english.json", "questions-whole.json"):
        for row in json.loads((DATA / name).read_text(encoding="utf-8")):
            answer = ask(store, row["q"])
            assert len(answer.suggestions) <= 3
            for suggestion in answer.suggestions:
                further = ask(store, suggestion)
                assert further.answerable, (row["q"], suggestion, further.answer)
                assert further.language == answer.language


def test_what_is_inferred_is_called_so(store: GraphStore) -> None:
    """A department is inferred only after it is said that the text names none, and never as a fact."""
    for question in ("第十二条可能涉及哪些部门？", "省教育厅要做什么？", "Which departments may measure 12 concern?"):
        answer = ask(store, question)
        assert not answer.answerable
        lines = answer.answer.split("\n")
        first = next((i for i, line in enumerate(lines) if re.search("推断|[Ii]nferred", line)), None)
        assert first, question
        assert re.search("未明确|没有提到|没有给它|does not", lines[0])
        assert not re.search("由省(?!住房|发展改革)[^，。]{1,12}(?:牵头|负责)|led by the", answer.answer)
        assert "inferred" in answer.basis
