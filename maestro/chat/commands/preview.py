"""`/preview`: what the request becomes in the factory: the golden manifest, the policy report, the resources."""

from typing import TYPE_CHECKING, Any

from maestro.chat.blocks import Block, Grid, Lines, Source
from maestro.chat.commands.base import Desk, Result, Show, Takes
from maestro.chat.commands.outcome import examples_of, outcome_of
from maestro.chat.plaintext import one_line
from maestro.domain.errors import UsageError
from maestro.domain.json import get
from maestro.interview.environments import names

if TYPE_CHECKING:
    from maestro.factory.generated import Document, Generated

_FILES = {"golden": "02-golden.yaml", "report": "03-policy-report.yaml"}


class Preview:
    """Shows the outcome before anything is handed off."""

    name = "preview"
    argument = "[ENVIRONMENT] [golden|report|resources]"
    summary = "Show the manifest, the policy report or the resources that the request becomes."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """The whole text, or the table of resources; examples are named where something is still open."""
        request, rest = _picked(desk, argument)
        wanted = rest or "golden"
        if wanted not in (*_FILES, "resources"):
            raise UsageError(f"expected /preview golden, report or resources; found {argument.strip()!r}")
        made = outcome_of(desk, request)
        examples = [one_line(text) for text in examples_of(desk, request)]
        if wanted == "resources":
            note: tuple[Block, ...] = (Lines((f"Examples stand for what is open: {', '.join(examples)}.",)),)
            return Show((*note, _table(made)) if examples else (_table(made),))
        head = "".join(f"# example, still open: {text}\n" for text in examples)
        return Show((Source(head + made.files()[_FILES[wanted]]),))


def _picked(desk: Desk, argument: str) -> tuple[dict[str, Any], str]:
    """The request of the environment that is named, else of the first one; and what else was said."""
    words = argument.strip().casefold().split()
    known = [name.casefold() for name in names(desk.form, desk.session.state.blueprint)]
    named = words[0] if words and words[0] in known else None
    request = desk.session.requests()[known.index(named) if named else 0]
    return request, " ".join(words[1:] if named else words)


def _table(made: "Generated") -> Grid:
    counts = ", ".join(f"{number} {name}" for name, number in made.counts.items() if number and name != "skip")
    rows = tuple(_row(document, made) for document in made.golden)
    return Grid(("kind", "name", "changed by"), rows, f"{len(made.golden)} resources; policies: {counts or 'none'}")


def _row(document: "Document", made: "Generated") -> tuple[str, ...]:
    kind, name = str(document.get("kind")), str(get(document, "metadata.name"))
    policies = dict.fromkeys(m.policy for m in made.mutations if m.resource == f"{kind}/{name}")
    return one_line(kind), one_line(name), ", ".join(policies)
