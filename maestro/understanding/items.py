"""Names of things in a list: "two buckets, one named raw and one named curated"; "topics: orders, payments"."""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Add
from maestro.domain.form import Field, Kind
from maestro.domain.json import below
from maestro.understanding.clause import Clause
from maestro.understanding.lexicon import Means
from maestro.understanding.quantities import quantities

_NAME = r"[\"'`]?[a-z0-9][\w-]{0,40}+[\"'`]?(?![./:@]\w)"
_NAMES = re.compile(
    rf"\b(?:(?:called|named)\s+|:\s+)(?P<names>{_NAME}(?:\s*(?:,|,?\s+and|&)\s+(?:one (?:called|named) )?{_NAME})*)"
)
_COUNTED = re.compile(rf"\s*[,:(]\s*(?P<names>{_NAME}(?:\s*(?:,|,?\s+and|&)\s+{_NAME})+)")


class Items:
    """Reads the named items of one clause."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause."""
        self._clause = clause

    def named(self) -> Iterator[Act]:
        """ "two buckets, one named raw and one named curated"; "topics: orders, payments"."""
        for match in _NAMES.finditer(self._clause.span.text):
            start = match.start("names") + self._clause.span.start
            items = self._before(start)
            if items is None or self._clause.is_taken(start, start + 1):
                continue
            self._clause.taken.append((start, match.end("names") + self._clause.span.start))
            for name in re.finditer(r"[a-z0-9][\w-]*", match["names"]):
                place = start + name.start()
                if re.match(r"[\w-]*\s*:", self._clause.text(place, self._clause.span.end)):
                    break
                if name[0] not in ("and", "one", "called", "named"):
                    yield Add(items.path, {"name": name[0]}, name[0])

    def counted(self) -> Iterator[Act]:
        """ "2 buckets, uploads and backup": as many names as were counted."""
        for hit in self._clause.hits:
            start = hit.end - self._clause.span.start
            numbers = quantities(self._clause.span.text, self._clause.span.start)
            count = next((q for q in numbers if 0 < hit.start - q.end <= 2 or q.end == hit.end), None)
            names = _COUNTED.match(self._clause.span.text[start:])
            items = self._before(hit.end + 1)
            if count is None or names is None or items is None:
                continue
            found = [m for m in re.finditer(r"[a-z0-9][\w-]*", names["names"]) if m[0] != "and"]
            if len(found) == int(count.value) > 1:
                place = hit.end + names.start("names")
                self._clause.taken.append((place, hit.end + names.end("names")))
                for match in found:
                    yield Add(items.path, {"name": match[0]}, match[0])

    def _before(self, place: int) -> Field | None:
        """The list of named things that was spoken of last."""
        form = self._clause.form
        before = sorted((h for h in self._clause.hits if h.end <= place), key=lambda h: -h.end)
        for hit in before:
            for target in hit.targets:
                root = form.component_of(target.path) if target.means in (Means.COMPONENT, Means.FIELD) else None
                lists = [f for f in form.fields if root and below(f.path, root.path) and f.item_kind is Kind.OBJECT]
                named = [f for f in lists if form.at(f"{f.path}[].name") is not None]
                if len(named) == 1:
                    return named[0]
            if any(t.means in (Means.COMPONENT, Means.PART) for t in hit.targets):
                return None
        return None
