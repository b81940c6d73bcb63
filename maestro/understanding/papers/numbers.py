"""Numbers of tables and specifications: `1.024,5`, `2 TB`, `2 x 500 GB`; each in the unit that is counted in."""

import re

_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_MEASURE = re.compile(
    rf"(?:(?P<times>\d{{1,3}})\s*[x×*]\s*)?(?P<number>{_NUMBER})\s*(?P<unit>[A-Za-zµ]+)?", re.IGNORECASE
)
_UNITS = {
    "kb": ("GB", 1 / 1024**2), "mb": ("GB", 1 / 1024), "mib": ("GB", 1 / 1024), "m": ("GB", 1 / 1024),
    "gb": ("GB", 1.0), "gib": ("GB", 1.0), "g": ("GB", 1.0), "go": ("GB", 1.0), "gig": ("GB", 1.0), "gigs": ("GB", 1.0),
    "gigabyte": ("GB", 1.0), "gigabytes": ("GB", 1.0),
    "tb": ("GB", 1024.0), "tib": ("GB", 1024.0), "t": ("GB", 1024.0), "terabyte": ("GB", 1024.0),
    "terabytes": ("GB", 1024.0), "pb": ("GB", 1024.0**2),
    "vcpu": ("vCPU", 1.0), "vcpus": ("vCPU", 1.0), "cpu": ("vCPU", 1.0), "cpus": ("vCPU", 1.0), "core": ("vCPU", 1.0),
    "cores": ("vCPU", 1.0), "vcore": ("vCPU", 1.0), "vcores": ("vCPU", 1.0), "kerne": ("vCPU", 1.0),
}  # fmt: skip


def number(text: str, *, commas: bool = False) -> float | None:
    """What a written number is worth; `commas` tells that decimals have one, so that a point divides thousands."""
    raw = text.strip().replace("'", "").replace(" ", "")
    if not re.fullmatch(r"\d[\d.,]*", raw):
        return None
    mark = _decimal_mark(raw, commas)
    plain = "".join(c if c.isdigit() else "." if c == mark else "" for c in raw)
    try:
        return float(plain)
    except ValueError:
        return None


def _decimal_mark(raw: str, commas: bool) -> str:
    """The mark before the decimals, "" where there are none."""
    if "." in raw and "," in raw:
        return max(".,", key=raw.rfind)
    for mark in ".,":
        if mark not in raw:
            continue
        thousands = re.fullmatch(rf"\d{{1,3}}(?:\{mark}\d{{3}})+", raw) is not None
        own = mark == ("," if commas else ".")
        return "" if raw.count(mark) > 1 or (thousands and not own) else mark
    return ""


def unit_of(word: str) -> tuple[str, float] | None:
    """The unit that is counted in, and how many of it a word stands for."""
    return _UNITS.get(word.lower())


def header_unit(header: str) -> tuple[str, float] | None:
    """The unit that a column's header names, such as `RAM (MB)`."""
    words = re.findall(r"[A-Za-z]+", header)
    found = [unit for word in reversed(words) if len(word) > 1 and (unit := unit_of(word)) is not None]
    return found[0] if found else None


def measure(cell: str, unit: tuple[str, float] | None, *, commas: bool = False) -> float | None:
    """A cell's amount in the unit that is counted in; its own unit goes before the header's."""
    match = _MEASURE.search(cell)
    value = number(match["number"], commas=commas) if match else None
    if match is None or value is None:
        return None
    own = unit_of(match["unit"] or "") or unit
    times = float(match["times"]) if match["times"] else 1.0
    return value * times * (own[1] if own else 1.0)


def amounts(text: str) -> list[tuple[float, str, int, int]]:
    """All amounts with a unit in running text: value, unit, start, end."""
    found = []
    for match in _MEASURE.finditer(text):
        unit = unit_of(match["unit"] or "")
        value = number(match["number"])
        if unit is None or value is None or len(match["unit"]) < 2:
            continue
        times = float(match["times"]) if match["times"] else 1.0
        found.append((value * unit[1] * times, unit[0], match.start(), match.end()))
    return found
