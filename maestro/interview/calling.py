"""What a request could be called, for those who were asked for its name again and again and leave it to us."""

import re
from collections.abc import Iterator

from maestro.domain.blueprint import Blueprint
from maestro.domain.form import Field, Form, Kind
from maestro.interview import values
from maestro.interview.spelling import respelt

_PUBLIC = ("gmail", "googlemail", "outlook", "hotmail", "yahoo", "icloud", "proton", "protonmail", "mail", "gmx", "web")


def name_for(form: Form, blueprint: Blueprint, found: Field) -> str | None:
    """A name that fits, of an address that the user told."""
    if found.path not in form.identity or found.kind is not Kind.STRING or found.options:
        return None
    near = (n for word in _told(blueprint) if (n := respelt(found, word)))
    return next(near, None)


def _told(blueprint: Blueprint) -> Iterator[str]:
    for value in blueprint.values.values():
        mail = re.fullmatch(r"[^@\s]+@(?:www\.)?([\w-]+)\.[\w.-]+", str(value.value))
        if mail is not None and value.source in values.SAID and mail[1].lower() not in _PUBLIC:
            yield mail[1]
