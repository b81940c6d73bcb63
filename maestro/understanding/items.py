"""Names of things in a list: "two buckets, one named raw and one named curated"; "topics: orders, payments"."""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Add
from maestro.domain.form import Field, Kind
from maestro.domain.json import below
from maestro.understanding.clause import Clause
from maestro.understanding.lexicon import Means

_NAME = r"[\"'`]?[a-z0-9][\w-]{0,40}[\"'`]?"
_NAMES = re.compile(
    rf"\b(?:(?:called|named)\s+|:\s*)(?P<names>{_NAME}(?:\s*(?:,|,?\s+and|&)\s+(?:one (?:called|named) )?{_NAME})*)"
)


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
