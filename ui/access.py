"""What a person may do whom an OIDC provider vouches for, by what the provider says of them and what is configured.

In ``.streamlit/secrets.toml``, beside Streamlit's own section ``[auth]``::

    [policygraph]
    claim = "roles"            # the claim with somebody's roles or groups; this is the default
    reviewer = ["zhang@example.org", "policy-review"]   # e-mail addresses, or values of that claim
    editor = ["li@example.org"]
    session_hours = 8          # how long a sign-in lasts; left out: as long as the provider's token says

Who is named nowhere is a reader; a value of the claim may be a role's name itself (``reviewer``, ``editor``).
"""

from collections.abc import Mapping

import msgspec

from graph.errors import InputError
from graph.people import RANKS, Person, Rank


class Access(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The section ``[policygraph]``."""

    claim: str = "roles"
    reviewer: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    session_hours: float | None = None


def read_access(section: Mapping[str, object]) -> Access:
    """The section as a type. InputError says what is wrong with it."""
    try:
        return msgspec.convert(dict(section), Access)
    except msgspec.ValidationError as error:
        raise InputError(
            f"secrets.toml 的 [policygraph] 一节有误：{error}。",
            f"The section [policygraph] of secrets.toml is wrong: {error}.",
        ) from error


def person_of(claims: Mapping[str, object], access: Access) -> Person:
    """The person that a provider's claims tell of, with the highest rank that is theirs."""
    name, email = (str(claims.get(key) or "").strip() for key in ("name", "email"))
    known = {email} if email and claims.get("email_verified") is not False else set()
    values = claims.get(access.claim)
    known |= set(map(str, values)) if isinstance(values, list | tuple) else {str(values)} if values else set()
    given: Mapping[Rank, tuple[str, ...]] = {"reader": (), "reviewer": access.reviewer, "editor": access.editor}
    role: Rank = next((rank for rank in reversed(RANKS) if known & {rank, *given[rank]}), "reader")
    shown = f"{name}（{email}）" if name and email else name or email or str(claims.get("sub") or "")
    return Person(name=shown, role=role)


def expired(claims: Mapping[str, object], access: Access, now: float) -> bool:
    """Whether a sign-in is over at a time (seconds of the epoch): the cookie that holds it lasts longer than it should.

    Claims without the times that say so are over.
    """
    key, hours = ("exp", 0.0) if access.session_hours is None else ("iat", access.session_hours)
    since = claims.get(key)
    if isinstance(since, bool) or not isinstance(since, int | float):
        return True
    return now >= since + hours * 3600
