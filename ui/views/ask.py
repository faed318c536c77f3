"""问答: questions and answers, as a talk.

The address asks the last question again (``?q=…``; two of them where the last leans on the one before), so that a
reload, or somebody who is sent the address, has its answer.
"""

import secrets
from urllib.parse import urlencode

import streamlit as st

from graph.feedback import LONGEST, keep
from graph.model import Answer
from qa.conversation import asked_anew, converse
from qa.kinds import examples
from qa.offering import offered
from ui.web.canvas import canvas, go
from ui.web.cards import answer_card, chips, copy_button, question_bubble
from ui.web.choose import documents, say_empty
from ui.web.guard import guarded
from ui.web.people import person
from ui.web.serving import store, writing
from ui.web.talk import Exchange, last_asked, talk
from ui.web.words import language, say

_STATE, _SESSION = "talk-state", "talk-id"
_LEANS = 2  # questions that an address asks: the last one, and the one that it may lean on


def show() -> None:
    """The talk so far, and the line to ask in; who comes first with the address of a place in a document gets there."""
    arriving = _SESSION not in st.session_state
    st.session_state.setdefault(_SESSION, secrets.token_hex(8))
    if arriving and "doc" in st.query_params:  # later on it would stand in the way back
        go("read?" + urlencode(st.query_params.to_dict()))
    typed = st.chat_input(
        say("问一条措施、一个部门、一个地方，或任何一句话……", "Ask of a measure, a department, a place, or anything")
    )
    wanted = st.query_params.get_all("q")[-_LEANS:]
    named = max((place for place, each in enumerate(talk()) if each.address == wanted), default=None)
    asked = [typed] if typed is not None else wanted if named is None else []
    with st.container(key="pg-talk"):
        for position, exchange in enumerate(talk()):
            canvas(question_bubble(exchange.answer.question, position), key=f"asked-{position}")
            _answer(position, exchange, shown=position == named)
        for position, question in enumerate(asked, 1):
            _ask(question, shown=position == len(asked))
        if not talk() and not asked:
            _welcome()
            return
    if asked and (last := last_asked()) and last["q"] != st.query_params.get_all("q"):
        st.query_params["q"] = last["q"]  # the same again would stand in the way back
    canvas(f'<h1 class="pg-unseen-title">{say("问答", "Ask")}</h1>', key="title")


def _ask(question: str, *, shown: bool) -> None:
    place = len(talk())
    canvas(question_bubble(question, place), key=f"asked-{place}")
    with guarded(), st.spinner(say("正在查找……", "Searching…")):
        graph, state = store(), st.session_state.get(_STATE)
        answer, st.session_state[_STATE] = converse(graph, question, state)
        exchange = Exchange(answer, offered(graph, answer), asked_anew(question, state))
        talk().append(exchange)
        _answer(place, exchange, shown=shown)


def _answer(position: int, exchange: Exchange, *, shown: bool) -> None:
    # a chat is scrolled to its end: a long answer is read from its beginning
    place, answer = f"asked-{position}" if shown else None, exchange.answer
    with st.container(key=f"pg-answer-{position}"):
        canvas(answer_card(answer, exchange.offers), key=f"answer-{position}", scroll=place)
        with st.container(horizontal=True, vertical_alignment="center", key=f"pg-tools-{position}"):
            canvas(copy_button(answer), key=f"copy-{position}", width="content")
            if answer.query is not None:
                with st.popover(say("如何得出", "How it was found"), type="tertiary"):
                    st.caption(
                        say("对图谱的查询（Cypher）与参数", "The query on the graph (Cypher) and its parameters")
                    )
                    st.code(answer.query.cypher, language="cypher", wrap_lines=True)
                    st.code(_parameters(answer.query.parameters), language="json", wrap_lines=True)
            _feedback(position, answer)


def _feedback(position: int, answer: Answer) -> None:
    """Thumbs, and then room for a comment; both are kept for the question set."""
    key = f"thumbs-{position}"
    verdict = st.feedback("thumbs", key=key, on_change=_judged, args=(key, answer))
    if verdict is not None:
        comment = st.text_input(
            say("意见", "Comment"), key=f"comment-{position}", label_visibility="collapsed", max_chars=LONGEST,
            placeholder=say("哪里对、哪里不对（可不填，回车保存）", "What is right or wrong (optional; Enter saves)"),
            on_change=_judged, args=(key, answer, f"comment-{position}"),
        )  # fmt: skip
        st.caption(say("已记下，谢谢。", "Kept, thank you.") if comment else say("已记下。", "Kept."))


def _judged(key: str, answer: Answer, comment: str | None = None) -> None:
    verdict = st.session_state[key]
    if verdict is not None:
        with guarded(), writing() as graph:
            said = st.session_state[comment] if comment else ""
            keep(graph, answer, "right" if verdict else "wrong", said, person(), st.session_state[_SESSION])


def _parameters(parameters: dict[str, object]) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(parameters)).decode()


def _welcome() -> None:
    canvas(
        f'<div class="pg-welcome"><h1 id="welcome" data-start>{say("政策图谱", "policygraph")}</h1><p>'
        + say(
            "按原文回答：谁牵头、谁配合、何时完成、在哪里。原文没有写的，会说明没有写，不作猜测。",
            "Answers from the text: who leads, who takes part, by when, where. "
            "What the text does not say is said to be unsaid, and never guessed.",
        )
        + "</p></div>",
        key="welcome", scroll="welcome",
    )  # fmt: skip
    with guarded():
        if not documents():
            say_empty()
            return
        heading = say("可以这样问", "You can ask")
        canvas(f'<h2 class="pg-small">{heading}</h2>{chips(examples(language()))}', key="examples")


show()
