"""The factory as it stands at a commit: what the guard must know of it, and how its requests are validated.

A branch must not loosen its own check, so that manifest and guard come from the base; the schema comes from the head,
because that is what the branch's requests will meet.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from maestro.checks.check_pr import Document, Requests
from maestro.domain.errors import ConfigError, UnreadableError
from maestro.domain.findings import Violation
from maestro.domain.record import dataclass
from maestro.factory.fields import fields_of
from maestro.factory.identity import identity_fields
from maestro.factory.manifest import FILE, LAYOUTS, Manifest, parse_manifest
from maestro.factory.requestfile import MAX_BYTES, parse_documents
from maestro.factory.textfile import decode
from maestro.guard.base import Guard
from maestro.guard.config import Facts
from maestro.guard.load import guard_of

if TYPE_CHECKING:
    from maestro.factory.schema import Validator

Reader = Callable[[str], bytes | None]


@dataclass(frozen=True)
class FactoryAt:
    """A factory's manifest with the readers of its base and its head."""

    manifest: Manifest
    base: Reader
    head: Reader

    def guard(self) -> Guard:
        """The guard that the base configures; the head's where the base has none yet."""
        data = self.base(self.manifest.guard)
        config = _only_document(self.head(self.manifest.guard) if data is None else data, self.manifest.guard)
        return guard_of(config, self.facts())

    def facts(self) -> Facts:
        """Folders and identity."""
        found = self.manifest
        schema = self._schema()
        identity = identity_fields(fields_of(schema), found.identity) if schema else ()
        return Facts(found.requests, found.tenants, found.guard, identity)

    def requests(self) -> Requests | None:
        """How request files are read and validated; None without a schema."""
        schema = self._schema()
        if schema is None:
            return None
        return Requests(self.manifest.requests, read_request, _lazily(schema))

    def _schema(self) -> Mapping[str, Any] | None:
        name = self.manifest.schema
        data = self.head(name)
        if data is None:
            return None
        try:
            schema = json.loads(decode(data, name))
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"{name}: expected a JSON Schema, found {error}.", path=name) from error
        if not isinstance(schema, dict):
            raise ConfigError(f"{name}: expected a JSON Schema (an object at the top).", path=name)
        return schema


def factory_at(base: Reader, head: Reader) -> FactoryAt | None:
    """The factory of a repository, None where it holds none."""
    for read in (base, head):
        if manifest := _manifest(read):
            return FactoryAt(manifest, base, head)
    return None


def _lazily(schema: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Sequence[Violation]]:
    """The validator, made when the first request needs it: most branches change none, and it is slow to load."""

    @cache
    def validator() -> "Validator":
        from maestro.factory.schema import Validator

        return Validator(schema)

    return lambda request: validator().check(request).all


def read_request(data: bytes, source: str) -> Document:
    """The one request of a file that a branch changes."""
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"{source}: expected a request of at most {MAX_BYTES // 1024} KiB.", path=source)
    documents = parse_documents(decode(data, source), source)
    if len(documents) != 1:
        place = documents[1].place("") if documents else source
        raise UnreadableError(
            f"{place}: expected one document, found {len(documents)}; one request a file.", path=place
        )
    return documents[0]


def _manifest(read: Reader) -> Manifest | None:
    data = read(FILE)
    if data is not None:
        documents = parse_documents(decode(data, FILE), FILE)
        if len(documents) != 1:
            raise ConfigError(f"{FILE}: expected one document, found {len(documents)}.", path=FILE)
        return parse_manifest(documents[0])
    return next((layout for layout in LAYOUTS if read(layout.schema) is not None), None)


def _only_document(data: bytes | None, name: str) -> Mapping[str, Any] | None:
    if data is None:
        return None
    documents = parse_documents(decode(data, name), name)
    if len(documents) != 1:
        raise ConfigError(f"{name}: expected one document, found {len(documents)}.", path=name)
    found: Mapping[str, Any] = documents[0].value
    return found
