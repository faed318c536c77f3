"""Names that people type for bodies: the body of the registry, or a refusal that offers the nearest names."""

import difflib
from datetime import date

from graph.errors import InputError
from graph.registry import Body, load_registry

_OFFERED = 3


def known_body(name: str, jurisdiction: str) -> Body:
    """The body that a name means today in a jurisdiction (GB/T 2260 code), or a collective such as 各有关部门.

    Raises InputError for a name that the registry lacks, with those most like it.
    """
    body = load_registry().resolve(name.strip(), jurisdiction, date.today().isoformat())
    if body.known or body.kind == "collective":
        return body
    near = _near(name, jurisdiction)
    raise InputError(
        f"部门名录里没有“{name}”" + (f"，是不是：{'、'.join(near)}？" if near else ""),
        f"The registry of departments does not have “{name}”" + (f": did you mean {', '.join(near)}?" if near else "."),
    )


def known_names(jurisdiction: str) -> list[str]:
    """The names of a jurisdiction's bodies today, to choose from, in the registry's order."""
    bodies = load_registry().departments(jurisdiction, date.today().isoformat())
    return list(dict.fromkeys(body.name for body in bodies))


def _near(name: str, jurisdiction: str) -> list[str]:
    names = {
        surface: body.name
        for body in load_registry().departments(jurisdiction, date.today().isoformat())
        for surface in (body.name, body.full_name, *body.aliases)
    }
    close = difflib.get_close_matches(name, names, n=2 * _OFFERED, cutoff=0.5)
    return list(dict.fromkeys(names[each] for each in close))[:_OFFERED]
