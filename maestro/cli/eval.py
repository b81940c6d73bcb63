"""`maestro eval`: hold dialogues with a session and judge what came of them. Parses, evaluates, prints.

Sessions are kept in a temporary folder and hand off to nothing. Results go to standard output, progress to standard
error.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from maestro import config

if TYPE_CHECKING:
    from maestro.chat.evaluation.dialogue import Dialogue
    from maestro.chat.evaluation.report import Evaluation
    from maestro.chat.session import Session
    from maestro.cli.reading import Reading
    from maestro.domain.form import Form
    from maestro.interview.knowledge import Knowledge

Factory = Annotated[
    str | None, typer.Option("--factory", metavar="PATH|URL", help="The factory; else the configured one.")
]
Files = Annotated[list[Path], typer.Argument(metavar="DIALOGUES.jsonl...", help="Dialogues, one a line.")]
Rate = Annotated[
    float | None, typer.Option("--fail-under", metavar="RATE", min=0.0, max=1.0, help="End with 1 below this success.")
]


def evaluate(
    files: Files,
    factory: Factory = None,
    model: Annotated[str | None, typer.Option(metavar="M", help="Let this model read what is said.")] = None,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="For people or for programs.")] = "table",
    fail_under: Rate = None,
    summary: Annotated[bool, typer.Option("--summary", help="Numbers only, not what each dialogue missed.")] = False,
    record: Annotated[Path | None, typer.Option(metavar="FILE", help="Keep the model's replies for a replay.")] = None,
) -> None:
    """Hold dialogues with a session and judge what came of them."""
    from maestro.chat.evaluation.report import document, table

    dialogues = _read(files)
    with _bench(config.load({"factory": factory, "model": model}), record) as bench:
        found = bench.judge(dialogues)
    shown = document(found)
    if summary:
        del shown["results"]
    text = table(found, details=not summary) if form == "table" else json.dumps(shown, ensure_ascii=False) + "\n"
    typer.echo(text, nl=False)
    if not found.reaches(fail_under):
        raise typer.Exit(1)


def _read(files: list[Path]) -> "list[Dialogue]":
    from maestro.chat.evaluation.dialogue import read_dialogues

    return [dialogue for file in files for dialogue in read_dialogues(file)]


class _Bench:
    """A factory's knowledge and an interpreter, for as many sessions as there are dialogues."""

    def __init__(self, know: "Knowledge", reading: "Reading", folder: Path) -> None:
        self._know, self._reading, self._folder = know, reading, folder

    def judge(self, dialogues: "list[Dialogue]") -> "Evaluation":
        """Hold them all, one after the other."""
        from maestro.chat.evaluation.metrics import verdict
        from maestro.chat.evaluation.report import Evaluation
        from maestro.chat.evaluation.talk import hold

        self._session().warm()
        impact, verdicts = _impact(self._know.form), []
        for number, dialogue in enumerate(dialogues, 1):
            session = self._session()
            session.enclose([Path(name) for name in dialogue.attach])
            verdicts.append(replace(verdict(hold(dialogue, _Talker(session)), impact), tokens=session.tokens))
            _progress(number, len(dialogues), dialogue.id, good=verdicts[-1].success)
        prompt = self._reading.prompt_characters if self._reading.name else 0
        return Evaluation(tuple(verdicts), self._reading.name, prompt)

    def _session(self) -> "Session":
        from maestro.chat.session import Session
        from maestro.chat.transcript import Transcript

        begun = Transcript.begin(self._folder, self._know.form.name, datetime.now(UTC))
        self._reading.begin(begun.id, 0.0)
        return Session(self._know, self._reading, begun)


class _Talker:
    """A session as the evaluation sees it."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def say(self, text: str) -> Mapping[str, Any]:
        """The turn object; an approval counts as a submission, nothing is handed off."""
        return self._session.turn(text).to_json()


@contextmanager
def _bench(settings: config.Settings, record: Path | None) -> "Iterator[_Bench]":
    from maestro.cli.opening import Wanted, open_chat
    from maestro.cli.reading import Reading

    with open_chat(settings, Wanted()) as opened, TemporaryDirectory() as folder:
        know = opened.session.know
        with closing(Reading(settings, know.form, lambda: opened.catalogue, strict=True, record=record)) as reading:
            yield _Bench(know, reading, Path(folder))


def _impact(form: "Form") -> frozenset[str]:
    from maestro.domain.form import Importance

    return frozenset(f.path for f in form.fields if f.importance in (Importance.CRITICAL, Importance.HIGH))


def _progress(number: int, total: int, id_: str, *, good: bool) -> None:
    """One line that is redrawn on a terminal, else a line a dialogue."""
    line = f"{number}/{total}  {'ok    ' if good else 'failed'}  {id_}"
    redraws = sys.stderr.isatty()
    start, end = ("\r\x1b[K", "" if number < total else "\n") if redraws else ("", "\n")
    sys.stderr.write(f"{start}{line}{end}")
    sys.stderr.flush()
