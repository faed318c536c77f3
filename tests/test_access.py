"""What somebody may do by what an OIDC provider says of them."""

import pytest

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
