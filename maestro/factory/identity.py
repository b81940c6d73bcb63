"""Which fields name a request where the schema lacks the usual ones. Refuses a schema without any text field."""

from maestro.domain.errors import ConfigError
from maestro.domain.form import Field, Kind
from maestro.domain.json import parent

_MOST = 2


def identity_fields(fields: tuple[Field, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The wanted fields when the schema has them, else its first required free-text fields.

    A wanted field that the schema does have stays, behind those found (`app`, then `environment`). A second free-text
    field counts only while a pattern keeps its values short words: a sentence cannot name a file.
    """
    known = {field.path: field for field in fields}
    present = tuple(path for path in wanted if path in known)
    if present == wanted or wanted[0] in present:
        return present
    found = [path for path in _candidates(known) if path not in present][: max(1, _MOST - len(present))]
    if not found and not present:
        raise ConfigError(
            "expected a schema with tenant_code and environment, or with a text field that can name a request; found "
            "neither. Name such fields as `identity` in factory.yaml.",
            path="identity",
        )
    return (*found[:1], *(path for path in found[1:] if known[path].pattern), *present)


def _candidates(known: dict[str, Field]) -> list[str]:
    """Required free text; where there is none, any text that every request could have."""
    texts = [path for path, field in known.items() if field.kind is Kind.STRING and "[]" not in path]
    free = [path for path in texts if not known[path].options and not known[path].format]
    required = [path for path in free if _always(path, known)]
    return required or [path for path in texts if _always(path, known)] or free


def _always(path: str, known: dict[str, Field]) -> bool:
    """Whether every request has it: itself and every object above it required."""
    return not path or (path in known and known[path].required and _always(parent(path), known))
