"""审核: what was read with doubt and what was inferred, one by one; every decision is kept, shown and can be undone."""

from collections.abc import Callable, Sequence

import msgspec
import streamlit as st

from graph.decide import Wording, undo
from graph.errors import PolicyGraphError
from graph.known import known_names
from graph.model import Role
from graph.reviews import Event
from graph.store import GraphStore
from qa.deciding import LONGEST, confirm, correct_duty, correct_target, reject
from qa.phrases import ROLES, numbered
from qa.reviewing import Context, Item, Queue, State, context, open_queue
from ui.dates import read_deadline
from ui.log import report
from ui.web.canvas import canvas
from ui.web.choose import choose_document
from ui.web.events import event_line
from ui.web.people import allowed, call_oneself, person, signs_in
from ui.web.review_cards import item_card, queue_list
from ui.web.serving import stamp, store, writing
from ui.web.words import language, say, told

_GIVEN: tuple[Role, ...] = ("lead", "responsible", "participant")
_SAID, _SEEN = "review-said", "review-seen"
_SHOWN = 200  # events that are listed


def show() -> None:
    """The queue of the chosen document, and the item that is looked at."""
    canvas(f'<h1 class="pg-page-title">{say("审核", "Review")}</h1>', key="review-head")
    with st.container(horizontal=True, vertical_alignment="bottom", key="pg-review-choice"):
        _name()
        document = choose_document("review-document", say("文件", "Document"))
        if document is None:
            return
        queue = _queue(stamp(), document)
        items = _filtered(queue)
    _said()
    chosen = _chosen(queue, items)
    with st.container(key="pg-review"):
        left, right = st.columns((2, 5), gap="large")
        with left, st.container(key="pg-review-queue"):
            canvas(queue_list(items, chosen.id if chosen else None, document), key="review-queue")
        with right, st.container(key="pg-review-item"):
            if chosen is None:
                _nothing(queue)
            else:
                _item(queue, chosen, _next(items, chosen))
    _history(queue)


@st.cache_data(show_spinner=False)
def _queue(state: str, document: str) -> Queue:
    return open_queue(store(), document)


@st.cache_data(show_spinner=False)
def _context(state: str, document: str, _item: Item, key: str) -> Context:
    return context(store(), document, _item)


def _name() -> None:
    """Where nobody signs in, the name that decisions are kept under."""
    if not signs_in():
        st.text_input(
            say("您的姓名（记入决定）", "Your name"), value=person().name,
            key="review-name", on_change=_named, max_chars=40,
        )  # fmt: skip


def _named() -> None:
    call_oneself(st.session_state["review-name"])


def _filtered(queue: Queue) -> list[Item]:
    parts = list(dict.fromkeys(item.unit.path[0] for item in queue.items if item.unit))
    part = st.selectbox(
        say("部分", "Part"), parts, index=None, placeholder=say("全部", "All"), key=f"review-part-{queue.document.key}"
    )
    states: dict[State | None, str] = {
        "open": say("待审核", "Open"), "confirmed": say("已确认", "Confirmed"), "corrected": say("已更正", "Corrected"),
        "rejected": say("已驳回", "Rejected"),
    }  # fmt: skip
    certain = st.session_state.get("review-certain", False)
    counts = {state: len(queue.chosen(part=part, state=state, certain=certain)) for state in states}
    state = st.segmented_control(
        say("状态", "State"), list(states), default="open", required=True, key="review-state",
        format_func=lambda one: f"{states[one]} {counts[one]}",
    )  # fmt: skip
    st.toggle(say("也列出没有疑点的", "Also those without doubt"), key="review-certain")
    return queue.chosen(part=part, state=state, certain=certain)


def _chosen(queue: Queue, items: Sequence[Item]) -> Item | None:
    """The item of the address, whatever has become of it meanwhile; else the first of the list."""
    asked = st.query_params.get("item")
    found = next((item for item in queue.items if item.id == asked), None)
    return found or next(iter(items), None)


def _next(items: Sequence[Item], chosen: Item) -> str | None:
    ids = [item.id for item in items]
    at = ids.index(chosen.id) + 1 if chosen.id in ids else 0
    return next((one for one in [*ids[at:], *ids[:at]] if one != chosen.id), None)


def _nothing(queue: Queue) -> None:
    if queue.items and not queue.chosen():
        words = say(
            "这份文件的事项都审核过了。可以换一份文件，或看已决定的事项。", "All is reviewed: choose another document."
        )
    else:
        words = say("没有符合条件的事项，请换一个部分或状态。", "Nothing here: choose another part or state.")
    canvas(f'<p class="pg-empty">{words}</p>', key="review-nothing")


def _item(queue: Queue, now: Item, following: str | None) -> None:
    around = _context(stamp(), queue.document.key, now, now.id)
    canvas(item_card(now, around, queue.document), key="review-item")
    item, key, nameless = _as_shown(now), f"review-{now.id}", not person().name
    if item.kind == "Suggestion":
        st.segmented_control(
            say("确认为", "Confirm as"), _GIVEN, default="lead", required=True, key=f"{key}-role",
            format_func=lambda one: ROLES[language()][one],
        )  # fmt: skip
    st.text_input(
        say("理由（可不填，会写进历史）", "Reason (optional, kept in the history)"), key=f"{key}-why", max_chars=LONGEST
    )

    def right(graph: GraphStore) -> str:
        return confirm(graph, item, allowed("reviewer"), _typed(f"{key}-why"), st.session_state.get(f"{key}-role"))

    def wrong(graph: GraphStore) -> str:
        return reject(graph, item, allowed("reviewer"), _typed(f"{key}-why"))

    with st.container(horizontal=True, key="pg-review-acts"):
        _act(say("确认", "Confirm"), "Y", right, f"{key}-confirm", following, disabled=nameless, primary=True)
        _act(say("驳回", "Reject"), "X", wrong, f"{key}-reject", following, disabled=nameless)
        if item.kind in ("Responsibility", "Target"):
            with st.popover(say("更正", "Correct"), disabled=nameless):
                _correction(queue, item, key, following)
        st.button(
            say("下一项", "Next"), key=f"{key}-next", shortcut="N", type="tertiary", disabled=following is None,
            on_click=_go_on, args=(following,),
        )  # fmt: skip
    if nameless:
        st.caption(say("请先在上面写明姓名。", "Please give your name above first."))


def _as_shown(item: Item) -> Item:
    """The item with the last event that this session has been told of: a decision is on that one.

    The page runs again at every keystroke's end, and must not take for seen what somebody else did a moment ago.
    """
    shown, seen = st.session_state.get(_SEEN, (None, None))
    if shown != item.id:
        seen = item.seen
        st.session_state[_SEEN] = (item.id, seen)
    return msgspec.structs.replace(item, seen=seen)


def _typed(key: str) -> str:
    """What a field holds when a button is pressed: the last run of the page may not have seen it."""
    return str(st.session_state.get(key) or "").strip()


def _act(
    label: str, shortcut: str | None, work: Callable[[GraphStore], str], key: str, following: str | None, *,
    disabled: bool = False, primary: bool = False,
) -> None:  # fmt: skip
    """A button that writes a decision on the item as it was shown, and goes on to the next one."""
    st.button(
        label, key=key, shortcut=shortcut, type="primary" if primary else "secondary", disabled=disabled,
        on_click=_do, args=(work, following),
    )  # fmt: skip


def _do(work: Callable[[GraphStore], str], following: str | None) -> None:
    st.session_state.pop(_SEEN, None)  # whatever comes of it, this session is told
    try:
        with writing() as graph:
            work(graph)
    except PolicyGraphError as error:
        st.session_state[_SAID] = (False, told(error))
    except Exception as error:  # a callback is outside the guard of the page
        st.session_state[_SAID] = (False, told(report(error)))
    else:
        st.session_state[_SAID] = (
            True,
            say("已记下，可在历史里撤销。", "Kept; the history can undo it."),
        )
        _go_on(following)


def _go_on(following: str | None) -> None:
    if following is None:
        st.query_params.pop("item", None)
    else:
        st.query_params["item"] = following


def _said() -> None:
    """What came of the last act."""
    done, words = st.session_state.pop(_SAID, (True, ""))
    if words and done:
        st.toast(words)
    elif words:
        st.warning(words)


def _correction(queue: Queue, item: Item, key: str, following: str | None) -> None:
    doc = queue.document
    if item.kind == "Responsibility":
        names = known_names(doc.jurisdiction)
        st.selectbox(
            say("应当是哪个单位", "The body it should be"), names, key=f"{key}-name", accept_new_options=True,
            index=names.index(item.name) if item.name in names else None,
            placeholder=say("输入或选择单位", "Type or choose"),
        )  # fmt: skip
        roles = list(dict.fromkeys((*_GIVEN, "coordinator", "implementer", item.role)))
        st.selectbox(
            say("角色", "Part"), roles, index=roles.index(item.role), key=f"{key}-part",
            format_func=lambda one: ROLES[language()][one],
        )  # fmt: skip

        def work(graph: GraphStore) -> str:
            name, part = _typed(f"{key}-name"), st.session_state[f"{key}-part"]
            return correct_duty(graph, item, name, part, doc.jurisdiction, allowed("reviewer"), _typed(f"{key}-why"))

    else:
        read = item.target
        assert read is not None
        fields = {
            "metric": (say("指标", "Indicator"), read.metric), "value": (say("数值", "Figure"), read.value),
            "unit": (say("单位", "Unit"), read.unit),
            "deadline_text": (say("时限（如 2027年底前）", "Time limit (such as 2027年底前)"), read.deadline_text),
        }  # fmt: skip
        for field, (label, value) in fields.items():
            st.text_input(label, value or "", key=f"{key}-{field}")

        def work(graph: GraphStore) -> str:
            said = {field: _typed(f"{key}-{field}") or None for field in fields}
            due = said["deadline_text"]
            date = read.deadline if due == read.deadline_text else read_deadline(due or "", doc.date)
            target = Wording(**said, deadline=date, comparator=read.comparator)
            return correct_target(graph, item, target, allowed("reviewer"), _typed(f"{key}-why"))

    _act(say("记下更正", "Keep the correction"), None, work, f"{key}-correct", following)


def _history(queue: Queue) -> None:
    """Every event on the document, the latest first, each with a way to undo it while it holds."""
    with st.expander(
        say(f"历史（{len(queue.events)}）", f"History ({len(queue.events)})"), expanded=bool(queue.events)
    ):
        if not queue.events:
            canvas(
                f'<p class="pg-empty">{say("还没有作过决定。", "Nothing has been decided yet.")}</p>', key="no-events"
            )
        last = {event.fact: event.id for event in reversed(queue.events) if event.fact}
        units = {item.unit.id: item.unit for item in queue.items if item.unit}
        holding = {item.held.id for item in queue.items if item.held}
        for event in queue.events[:_SHOWN]:
            with st.container(horizontal=True, vertical_alignment="center", key=f"pg-event-{event.id}"):
                unit = units.get(event.unit)
                place = numbered(unit.number, unit.path, language()) if unit else ""
                canvas(event_line(event, place), key=f"event-{event.id}")
                if event.id in holding or (event.verdict == "recorded" and not event.undone):
                    _undo(queue, event, last.get(event.fact or "", event.id))


def _undo(queue: Queue, event: Event, seen: str) -> None:
    def work(graph: GraphStore) -> str:
        return undo(graph, queue.document.key, event.id, seen, allowed("reviewer"))

    st.button(
        say("撤销", "Undo"), key=f"undo-{event.id}", type="tertiary", disabled=not person().name,
        on_click=_do, args=(work, st.query_params.get("item")),
    )  # fmt: skip


show()
