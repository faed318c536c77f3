"""Decisions on facts: each is an event, changes answers at once, can be undone, and outlives a new version."""

from threading import Thread

import pytest
from small import TEXT, small_document

from graph.confirm import Change, confirmed_of, record
from graph.decide import Decision, Suggested, Wording, decide, undo
from graph.errors import Conflict, InputError, NotAllowed, NotFound, PolicyGraphError
from graph.load import load_document
from graph.model import Span
from graph.people import Person
from graph.registry import load_registry
from graph.reviews import Kind, history, standing
from graph.store import GraphStore, open_store
from qa.answer import ask
from qa.inference import suggest
from qa.matrix import MatrixRow, build_matrix

DOCUMENT = "测发-2031-7"
LEAD = f"{DOCUMENT}#duty-1"
AIM = f"{DOCUMENT}#target-1"
ZHANG = Person(name="张三", role="reviewer")
LI = Person(name="李四", role="reviewer")
FORESTRY = load_registry().resolve("省林业局", "360000")
WATER = load_registry().resolve("省水利厅", "360000")


@pytest.fixture
def store(either_store: GraphStore) -> GraphStore:
    load_document(either_store, small_document())
    return either_store


def decision(
    fact: str, verdict: str, *, kind: Kind = "Responsibility", seen: str | None = None, **more: object
) -> Decision:
    return Decision(kind=kind, fact=fact, verdict=verdict, what="省发改委", seen=seen, **more)  # type: ignore[arg-type]


def suggested(store: GraphStore, provision: str = f"{DOCUMENT}#二/（二）") -> Suggested:
    (row,) = store.read(
        "MATCH (p:Provision {id: $id}) RETURN p.title_start AS start, p.title_stop AS stop, p.quote AS quote",
        {"id": provision},
    )
    return Suggested(
        provision=provision, body=FORESTRY, score=0.5, mandate="湿地保护", span=Span(row["start"], row["stop"]),
        quote=row["quote"],
    )  # fmt: skip


def on_suggestion(store: GraphStore, verdict: str, seen: str | None = None) -> Decision:
    one = suggested(store)
    duty = ("lead", FORESTRY) if verdict == "confirmed" else None
    return decision(one.id, verdict, kind="Suggestion", seen=seen, suggested=one, duty=duty)


def first(store: GraphStore) -> MatrixRow:
    return build_matrix(store).rows[0]


def test_a_rejected_duty_stands_nowhere_but_in_the_history(store: GraphStore) -> None:
    before = first(store)
    assert ask(store, "第一条谁牵头？").answerable
    event = decide(store, decision(LEAD, "rejected", why="括注属于下一条"), ZHANG)
    assert not ask(store, "第一条谁牵头？").answerable
    assert (first(store).lead, first(store).participants) == ((), ("省财政厅",))
    (entry,) = history(store, DOCUMENT)
    assert (entry.fact, entry.kind, entry.verdict, entry.who) == (LEAD, "Responsibility", "rejected", "张三")
    assert (entry.why, entry.undone) == ("括注属于下一条", False)
    undo(store, DOCUMENT, event, event, LI)
    assert first(store) == before
    rejected, undone = history(store, DOCUMENT)
    assert (rejected.undone, undone.undoes, undone.verdict, undone.who) == (True, event, "undone", "李四")
    assert standing([rejected, undone]) == {}


def test_a_corrected_duty_is_confirmed_and_told_as_corrected(store: GraphStore) -> None:
    event = decide(store, decision(LEAD, "corrected", duty=("lead", WATER)), ZHANG)
    reply = ask(store, "第一条谁牵头？")
    assert "省水利厅" in reply.answer
    assert "省发改委" not in reply.answer.split("原文")[0].replace("原先读作省发改委", "")
    assert "原先读作省发改委，由张三于" in reply.answer
    assert set(reply.basis) == {"confirmed", "explicit"}  # 省财政厅 takes part, as the text says
    assert "原文没有写明" not in reply.answer
    (holding,) = first(store).held("lead")
    assert (holding.name, holding.basis, holding.who) == ("省水利厅", "confirmed", "张三")
    assert holding.quote == "（省发改委牵头，省财政厅配合）"
    again = decide(store, decision(LEAD, "corrected", duty=("responsible", WATER), seen=event), LI)
    assert (first(store).lead, first(store).responsible) == ((), ("省水利厅",))
    back = undo(store, DOCUMENT, again, again, LI)
    assert first(store).lead == ("省水利厅",)
    undo(store, DOCUMENT, event, back, LI)
    assert first(store).lead == ("省发改委",)


def test_a_confirmed_duty_reads_as_before(store: GraphStore) -> None:
    before, told = first(store), ask(store, "第一条谁牵头？").answer
    decide(store, decision(LEAD, "confirmed"), ZHANG)
    assert (first(store), ask(store, "第一条谁牵头？").answer) == (before, told)
    with pytest.raises(InputError, match="张三已经这样决定"):
        decide(store, decision(LEAD, "confirmed", seen=history(store, DOCUMENT)[0].id), LI)


def test_confirming_after_rejecting_puts_the_fact_back(store: GraphStore) -> None:
    before = first(store)
    rejected = decide(store, decision(LEAD, "rejected"), ZHANG)
    confirmed = decide(store, decision(LEAD, "confirmed", seen=rejected), ZHANG)
    assert first(store) == before
    undo(store, DOCUMENT, confirmed, confirmed, ZHANG)
    assert first(store).lead == ()


def test_a_target_rejected_or_corrected(store: GraphStore) -> None:
    question = "到2035年的目标是什么？"
    assert ask(store, question).answerable
    event = decide(store, decision(AIM, "rejected", kind="Target"), ZHANG)
    assert not ask(store, question).answerable
    read = Wording(
        metric="水质达标率", value="95", unit="%", deadline_text="到2036年", deadline="2036", comparator=">="
    )
    decide(store, decision(AIM, "corrected", kind="Target", target=read, seen=event), LI)
    assert not ask(store, question).answerable
    reply = ask(store, "到2036年的目标是什么？")
    assert reply.answerable
    assert reply.basis == ("confirmed",)
    assert "李四" in reply.answer


def test_a_confirmed_suggestion_answers(store: GraphStore) -> None:
    event = decide(store, on_suggestion(store, "confirmed"), ZHANG)
    reply = ask(store, "第二条谁牵头？")
    assert (reply.answerable, reply.basis) == (True, ("confirmed",))
    assert build_matrix(store).rows[1].lead == ("省林业局",)
    undo(store, DOCUMENT, event, event, ZHANG)
    assert not ask(store, "第二条谁牵头？").answerable


def test_a_rejected_suggestion_is_made_no_more(store: GraphStore) -> None:
    def names() -> list[str]:
        return [one.department for one in suggest(store, DOCUMENT, limit=9).get(f"{DOCUMENT}#二/（二）", [])]

    assert "省林业局" in names()
    rest = [name for name in names() if name != "省林业局"]
    event = decide(store, on_suggestion(store, "rejected"), ZHANG)
    assert names() == rest
    confirmed = decide(store, on_suggestion(store, "confirmed", seen=event), LI)
    undone = undo(store, DOCUMENT, confirmed, confirmed, LI)
    assert names() == rest
    undo(store, DOCUMENT, event, undone, LI)
    assert "省林业局" in names()


def test_who_comes_second_is_told_of_the_first(store: GraphStore) -> None:
    event = decide(store, decision(LEAD, "rejected", why="看过原件"), ZHANG)
    with pytest.raises(Conflict, match=r"张三已于 .* 对这一项作出决定：驳回“省发改委”（理由：看过原件）"):
        decide(store, decision(LEAD, "corrected", duty=("lead", WATER)), LI)
    assert [entry.id for entry in history(store, DOCUMENT)] == [event]
    decide(store, decision(LEAD, "corrected", duty=("lead", WATER), seen=event), LI)
    assert first(store).lead == ("省水利厅",)
    with pytest.raises(Conflict):
        undo(store, DOCUMENT, event, event, ZHANG)
    assert len(history(store, DOCUMENT)) == 2


def test_only_what_holds_can_be_undone(store: GraphStore) -> None:
    event = decide(store, decision(LEAD, "rejected"), ZHANG)
    later = decide(store, decision(LEAD, "confirmed", seen=event), ZHANG)
    with pytest.raises(InputError, match="不能再撤销"):
        undo(store, DOCUMENT, event, later, ZHANG)
    with pytest.raises(NotFound):
        undo(store, DOCUMENT, "no such event", later, ZHANG)


def test_what_a_returned_table_recorded_can_be_undone_while_it_stands(store: GraphStore) -> None:
    lakes = f"{DOCUMENT}#二/（二）"
    change = Change(document=DOCUMENT, provision=lakes, text="", what="牵头单位", why="", duties=(("lead", FORESTRY),))
    record(store, [change], "王五")
    (first_one,) = history(store, DOCUMENT)
    (fact,) = confirmed_of(store, DOCUMENT)
    later = Change(
        document=DOCUMENT, provision=lakes, text="", what="牵头单位", why="", duties=(("lead", WATER),),
        withdrawn=(fact.id,),
    )  # fmt: skip
    record(store, [later], "王五")
    with pytest.raises(InputError, match="不能再撤销"):
        undo(store, DOCUMENT, first_one.id, first_one.id, ZHANG)
    for recorded, lead in ((history(store, DOCUMENT)[1], ("省林业局",)), (first_one, ())):
        undo(store, DOCUMENT, recorded.id, recorded.id, ZHANG)
        assert build_matrix(store).rows[1].lead == lead
    assert [event.verdict for event in history(store, DOCUMENT)] == ["recorded", "recorded", "undone", "undone"]


@pytest.mark.parametrize("person", [Person(name="王五", role="reader"), Person(name=" ", role="editor")])
def test_who_may_not_decide_can_t_by_calling(store: GraphStore, person: Person) -> None:
    with pytest.raises(NotAllowed):
        decide(store, decision(LEAD, "rejected"), person)
    with pytest.raises(NotAllowed):
        undo(store, DOCUMENT, "any", "any", person)
    assert history(store, DOCUMENT) == []


def test_decisions_hold_for_the_same_text_and_for_the_next_version(store: GraphStore) -> None:
    decide(store, decision(LEAD, "corrected", duty=("lead", WATER), why="电话核实"), ZHANG)
    decide(store, decision(f"{DOCUMENT}#duty-2", "rejected"), ZHANG)
    decide(store, on_suggestion(store, "rejected"), ZHANG)
    decide(store, decision(AIM, "rejected", kind="Target"), ZHANG)
    decided = build_matrix(store).rows
    assert load_document(store, small_document()).status == "unchanged"
    assert build_matrix(store).rows == decided
    text = TEXT.format(extra="").replace("坚持生态优先。", "坚持生态优先，坚持绿色发展。")
    assert load_document(store, small_document(text=text)).version == 2
    assert (first(store).lead, first(store).participants) == (("省水利厅",), ())
    assert first(store).held("lead")[0].why == "电话核实"
    assert "省林业局" not in {one.department for each in suggest(store, DOCUMENT, limit=9).values() for one in each}
    assert ask(store, "到2035年的目标是什么？").answerable  # its provision reads otherwise now
    key = f"{DOCUMENT}@2"
    events = history(store, key)
    assert [event.fact for event in events] == [
        f"{key}#duty-1", f"{key}#duty-2", f"{key}#二/（二）/suggested/{FORESTRY.id}",
    ]  # fmt: skip
    undo(store, key, events[0].id, events[0].id, LI)
    assert first(store).lead == ("省发改委",)
    with pytest.raises(InputError, match="新的版本"):
        decide(store, decision(AIM, "confirmed", kind="Target", seen=history(store, DOCUMENT)[-1].id), ZHANG)


def test_what_is_missing_is_said(store: GraphStore) -> None:
    with pytest.raises(NotFound):
        decide(store, decision("no such fact", "rejected"), ZHANG)
    with pytest.raises(InputError, match="哪个单位"):
        decide(store, decision(LEAD, "corrected"), ZHANG)
    with pytest.raises(InputError, match="只能确认或驳回"):
        decide(store, decision(f"{DOCUMENT}#role-1", "corrected", kind="PlaceRole"), ZHANG)
    assert history(store, DOCUMENT) == []


def test_a_fact_of_any_kind_can_be_rejected_and_restored(store: GraphStore) -> None:
    facts: list[tuple[Kind, str]] = [
        ("PlaceMention", "place-1"), ("PlaceRole", "role-1"), ("Programme", "programme-1"), ("Prohibition", "ban-1"),
        ("Reference", "reference-1"), ("Task", "task-1"), ("Responsibility", "duty-3"),
    ]  # fmt: skip
    joins = "MATCH (a)-[r]->(b) WHERE NOT a:Review RETURN type(r) AS kind, count(r) AS count ORDER BY kind"
    before = store.read(joins)
    for kind, name in facts:
        event = decide(store, decision(f"{DOCUMENT}#{name}", "rejected", kind=kind), ZHANG)
        assert store.read(joins) != before
        undo(store, DOCUMENT, event, event, ZHANG)
        assert store.read(joins) == before


def test_of_two_at_once_one_is_told_of_the_other(store: GraphStore) -> None:
    """Both have seen nothing yet. On a server each has a connection of its own; one process has one writer to a file."""
    other = open_store(store.url, write=True) if "://" in store.url else store
    told: list[type[Exception]] = []

    def reject(own: GraphStore, person: Person) -> None:
        try:
            decide(own, decision(LEAD, "rejected"), person)
        except PolicyGraphError as raised:
            told.append(type(raised))

    threads = [Thread(target=reject, args=pair) for pair in ((store, ZHANG), (other, LI))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if other is not store:
        other.close()
    assert told == [Conflict]
    assert len(history(store, DOCUMENT)) == 1
