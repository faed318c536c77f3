"""What somebody may do by what an OIDC provider says of them."""

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from graph.errors import InputError, NotAllowed
from graph.people import Person, require
from ui.access import Access, expired, person_of, read_access

LISTED = Access(claim="groups", reviewer=("zhang@example.org", "policy-review"), editor=("li@example.org",))


@pytest.mark.parametrize(
    ("claims", "access", "role"),
    [
        ({"email": "wang@example.org"}, Access(), "reader"),
        ({"roles": ["reviewer"]}, Access(), "reviewer"),
        ({"roles": ["reviewer", "editor", "other"]}, Access(), "editor"),
        ({"roles": "editor"}, Access(), "editor"),
        ({"roles": None}, Access(), "reader"),
        ({"groups": ["policy-review"]}, LISTED, "reviewer"),
        ({"roles": ["editor"]}, LISTED, "reader"),
        ({"email": "li@example.org", "groups": ["policy-review"]}, LISTED, "editor"),
        ({"email": "li@example.org", "email_verified": False}, LISTED, "reader"),
        ({"email": "", "groups": [""]}, Access(editor=("",)), "reader"),
    ],
)
def test_the_role(claims: dict[str, object], access: Access, role: str) -> None:
    assert person_of(claims, access).role == role


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "张三", "email": "zhang@example.org", "sub": "1"}, "张三（zhang@example.org）"),
        ({"email": "zhang@example.org", "sub": "1"}, "zhang@example.org"),
        ({"sub": "1"}, "1"),
    ],
)
def test_the_name(claims: dict[str, object], name: str) -> None:
    assert person_of(claims, Access()).name == name


@pytest.mark.parametrize(
    ("claims", "hours", "over"),
    [
        ({"exp": 1001}, None, False),
        ({"exp": 1000}, None, True),
        ({}, None, True),
        ({"exp": "soon"}, None, True),
        ({"exp": 500, "iat": 400}, 1.0, False),
        ({"exp": 5000, "iat": -2600}, 1.0, True),
        ({"exp": 5000}, 1.0, True),
    ],
)
def test_when_a_sign_in_is_over(claims: dict[str, object], hours: float | None, *, over: bool) -> None:
    assert expired(claims, Access(session_hours=hours), 1000) is over


def test_a_slip_in_the_configuration_is_said() -> None:
    assert read_access({"editor": ["li@example.org"]}).editor == ("li@example.org",)
    for section in ({"editors": []}, {"reviewer": "zhang@example.org"}):
        with pytest.raises(InputError, match="policygraph"):
            read_access(section)


def test_a_rank_includes_those_before_it() -> None:
    assert require(Person(name=" 张 三 ", role="editor"), "reviewer") == "张 三"
    with pytest.raises(NotAllowed, match="导入"):
        require(Person(name="张三", role="reviewer"), "editor")
    with pytest.raises(NotAllowed, match="姓名"):
        require(Person(name="", role="editor"), "reader")


@pytest.mark.parametrize(("address", "role"), [("127.0.0.1", "editor"), ("localhost", "editor"), ("0.0.0.0", "reader")])
def test_without_sign_in_other_machines_only_read(address: str, role: str) -> None:
    before = config.get_option("server.address")
    config.set_option("server.address", address)
    try:
        assert AppTest.from_function(_show_role).run().text[0].value == role
    finally:
        config.set_option("server.address", before)


def _show_role() -> None:
    import streamlit as st

    from ui.web.people import person

    st.text(person().role)


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"is_logged_in": True, "name": "李四", "roles": ["editor"], "exp": 4_000_000_000}, "editor"),
        ({"is_logged_in": True, "name": "李四", "roles": ["editor"], "exp": 1_000_000_000}, "登录已过期"),
        ({"is_logged_in": False}, "登录已过期"),
    ],
)
def test_with_sign_in_the_provider_decides(claims: dict[str, object], says: str) -> None:
    page = AppTest.from_function(_guarded_role)
    page.secrets["auth"] = {"redirect_uri": "http://127.0.0.1:1/oauth2callback", "cookie_secret": "x"}
    page.user = claims  # type: ignore[assignment]
    page.run()
    assert says in (page.text[0].value if page.text else page.error[0].value)


def _guarded_role() -> None:
    import streamlit as st

    from ui.web.guard import guarded
    from ui.web.people import person

    with guarded():
        st.text(person().role)
