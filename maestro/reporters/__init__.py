"""Turns a Report into a string, one form a file. Never prints, never decides the exit code: the Report owns that."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from maestro.domain.findings import Report
from maestro.reporters import annotations, json, markdown, sarif, table


class Form(StrEnum):
    """The forms a report can have."""

    TABLE = "table"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    MARKDOWN = "markdown"


REPORTERS: Mapping[Form, Callable[[Report], str]] = {
    Form.TABLE: table.render,
    Form.JSON: json.render,
    Form.SARIF: sarif.render,
    Form.GITHUB: annotations.render,
    Form.MARKDOWN: markdown.render,
}
