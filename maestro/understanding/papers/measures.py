"""What an amount in running text measures: machine power, memory or storage."""

import re

from maestro.domain.form import Form, Kind
from maestro.understanding.papers.columns import pattern

_NEAR = 14  # characters around an amount that tell what it measures


def measured(form: Form, said: str, unit: str, start: int, end: int, thing: str) -> str:
    """What an amount measures (vcpu, memory, storage): by the words beside it; else memory for what is kept there."""
    if unit == "vCPU":
        return "vcpu"
    after, before = said[end : end + _NEAR], said[max(0, start - _NEAR) : start]
    for text in (re.split(r"[,;/+]|\band\b", after)[0], re.split(r"[,;/+]|\band\b", before)[-1]):
        for name in ("memory", "storage"):
            if pattern(name).search(text):
                return name
    if re.search(r"\b(?:v?cpus?|v?cores?)\s*[,;/+&]?\s*(?:and\s+)?$", before, re.IGNORECASE):
        return "memory"  # "2 vCPU, 7.5 GB"
    root = form.component_of(thing)
    numbers = (f for f in form.fields if root and f.path.startswith(root.path) and f.kind is Kind.INTEGER)
    told = " ".join(" ".join((f.title, *f.aliases)) for f in numbers if f.unit == "GB")
    return "memory" if pattern("memory").search(told) and not pattern("storage").search(told) else "storage"
