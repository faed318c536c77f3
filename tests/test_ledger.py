"""The ledger: rows with their dates, and who answers for each by the words at its place."""

from small import LINES

from graph.confirm import Change, record
from graph.load import load_document
from graph.store import GraphStore
from ingest.pipeline import parse_text
from qa.ledger import Entry, Ledger, build_ledger, by_department, by_year, chosen, departments

NOTES = """某省加强节水工作的意见
一、农业节水
（一）推广滴灌。到2035年，滴灌面积达到300万亩。（省农业农村厅牵头，省水利厅配合）建设智慧灌区。（省水利厅负责）
（二）计量收费。逐步实现用水计量全覆盖。
"""


def ledger_of(store: GraphStore, text: str) -> Ledger:
    (document,) = parse_text(text)
    load_document(store, document)
    return build_ledger(store, document.id)


def charged(entry: Entry) -> list[tuple[str, str, str]]:
    return [(charge.name, charge.role, charge.basis) for charge in entry.charges]


def test_own_lines_give_the_date_and_the_departments(store: GraphStore) -> None:
    entries = ledger_of(store, LINES).entries
    rows = {(entry.kind, entry.what): entry for entry in entries}
    line = rows["deadline", "清理口岸收费"]
    assert (line.deadline, line.deadline_text, line.year, line.shared) == ("2033-06-30", "2033年6月底前", 2033, False)
    assert charged(line) == [("省商务厅", "lead", "explicit"), ("省财政厅", "participant", "explicit")]
    task = next(entry for entry in entries if entry.kind == "task" and "公布收费目录" in entry.quote)
    assert (task.deadline, task.shared) == ("2033-06-30", True), "the line dates all of its provision"
    assert (rows["deadline", "清理协会收费"].deadline_text, rows["deadline", "清理协会收费"].year) == ("持续推进", None)


def test_a_note_answers_for_the_sentence_that_it_follows(store: GraphStore) -> None:
    entries = ledger_of(store, NOTES).entries
    target = next(entry for entry in entries if entry.value == "300")
    assert charged(target) == [("省农业农村厅", "lead", "explicit"), ("省水利厅", "participant", "explicit")]
    assert (target.metric, target.unit, target.comparator, target.year) == ("滴灌面积", "万亩", "=", 2035)
    task = next(entry for entry in entries if entry.kind == "task" and "智慧灌区" in entry.quote)
    assert charged(task) == [("省水利厅", "responsible", "explicit")]
    unassigned = next(entry for entry in entries if "计量全覆盖" in entry.quote and entry.kind == "target")
    assert (unassigned.charges, unassigned.deadline_text) == ((), None)


def test_quotes_stand_where_they_say(store: GraphStore) -> None:
    ledger = ledger_of(store, NOTES)
    text = store.read("MATCH (d:Document) RETURN d.text AS text")[0]["text"]
    assert all(entry.span.of(text) == entry.quote for entry in ledger.entries)


def test_filters_and_years(store: GraphStore) -> None:
    ledger_of(store, LINES)
    ledger_of(store, NOTES)
    entries = build_ledger(store).entries
    assert departments(entries)[0] in ("省商务厅", "省水利厅")
    assert {entry.title for entry in chosen(entries, department="省水利厅")} == {"某省加强节水工作的意见"}
    assert all(not entry.charges for entry in chosen(entries, unassigned=True))
    assert {entry.year for entry in chosen(entries, year=2035)} == {2035}
    groups = [(group.year, group.worded) for group in by_year(entries)]
    assert groups == [(2033, False), (2035, False), (None, True), (None, False)]
    assert sum(len(group.entries) for group in by_year(entries)) == len(entries)
    grouped = dict(by_department(entries))
    assert {entry.quote for entry in grouped["省水利厅"]} == {e.quote for e in chosen(entries, department="省水利厅")}
    assert all(not entry.charges for entry in grouped[None])
    assert list(grouped)[-1] is None
    assert {entry.kind for entry in build_ledger(store, kinds=["deadline"]).entries} == {"deadline"}


def test_a_date_that_staff_confirmed_is_a_row_of_its_own(store: GraphStore) -> None:
    ledger = ledger_of(store, NOTES)
    document = ledger.documents[0].key
    provision = store.read("MATCH (p:Provision) WHERE p.ordinal = 2 RETURN p.id AS id")[0]["id"]
    change = Change(
        document=document, provision=provision, text="", what="", why="", dates=(("2032年底前", "2032-12-31"),)
    )
    record(store, [change], "张三")
    (entry,) = (entry for entry in build_ledger(store, document).entries if entry.basis == "confirmed")
    assert (entry.kind, entry.year, entry.deadline_text, entry.what) == ("deadline", 2032, "2032年底前", "计量收费")


def test_the_shipped_opinion_assigns_no_row_and_names_its_coordinators(shipped_store: GraphStore) -> None:
    ledger = build_ledger(shipped_store, kinds=["target", "deadline"])
    assert [doc.outline for doc in ledger.documents] == [False], "an outline's words are ours, not the State's"
    assert [(entry.year, entry.what) for entry in ledger.entries if entry.year] == [
        (2030, "具有江西特色的现代化人民城市建设取得重要进展"),
        (2030, "城市的动能更快转换、人居更有品质、生态更加友好、安全更为牢固、文化更富魅力、治理更具效能"),
        (2035, "与全国同步基本建成现代化人民城市"),
    ]
    assert all(not entry.charges for entry in ledger.entries)
    (whole,) = ledger.whole.values()
    assert [charge.name for charge in whole] == ["省住房城乡建设厅", "省发展改革委"]
