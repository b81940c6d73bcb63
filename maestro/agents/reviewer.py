"""Reads the branch as a reviewer would and says on the pull request what the platform team should look at.

It changes nothing but its one comment. A branch that the guard refuses is said there too, and blocks the run.
"""

from dataclasses import dataclass, field

from maestro.agents.base import LEAST, Assignment
from maestro.agents.pulltext import code, escaped
from maestro.agents.toolbox import Toolbox
from maestro.domain.errors import BlockedError
from maestro.domain.findings import Finding
from maestro.domain.runs import TaskKind, TaskResult

_KEY = "review"


@dataclass
class _Review:
    """Notes for people, and what must not be merged."""

    notes: list[str] = field(default_factory=list)
    denial: BlockedError | None = None


class Reviewer:
    """Does `review`."""

    need = LEAST

    def work(self, task: Assignment, tools: Toolbox) -> TaskResult:
        """One comment with all notes; none where there is nothing to say."""
        number = int(task.found(TaskKind.OPEN, "number"))
        review = _Review()
        _read(task, tools, number, review)
        _compare(task, review)
        if review.notes:
            tools.comment(number, _KEY, _text(review.notes))
        if review.denial is not None:
            raise review.denial
        return TaskResult(_summary(len(review.notes)), data={"notes": review.notes})


def _read(task: Assignment, tools: Toolbox, number: int, review: _Review) -> None:
    """The diff against the guard, the request files against the schema."""
    branch = task.handoff.branch
    pull = next((p for p in tools.pulls() if p.number == number), None)
    files = tuple(pull.files) if pull and pull.files else tuple(task.found(TaskKind.SCAFFOLD, "files").values())
    ref = branch if tools.head(branch) else task.found(TaskKind.IMPLEMENT, "commit")
    base = task.found(TaskKind.PLAN, "base")
    before = len(tools.findings)
    try:
        tools.judge(tools.diff(base, {file: tools.read(ref, file) for file in files}, branch))
    except BlockedError as error:
        review.denial = error
        review.notes.append(f"Do not merge: {escaped(error.message, 1000)}")
    review.notes += [_finding(f) for f in tools.findings[before:]]
    for file in task.found(TaskKind.SCAFFOLD, "files").values():
        request = tools.legible_request(ref, file)
        review.notes += [f"{code(file)}: {escaped(v.message)}" for v in tools.check(request or {})]


def _compare(task: Assignment, review: _Review) -> None:
    """What the factory's standard would have been, and what policies warn of."""
    for deviation in task.handoff.deviations:
        consequence = f" {escaped(deviation.consequence)}" if deviation.consequence else ""
        standard = "" if deviation.standard is None else f", standard is {code(deviation.standard)}"
        review.notes.append(f"Deviation: {code(deviation.path)} is {code(deviation.chosen)}{standard}.{consequence}")
    for evaluation in task.found(TaskKind.TEST, "evaluations").values():
        rows = [row for row in evaluation.get("policies") or () if row["result"] == "warn"]
        review.notes += [f"{code(row['policy'])} warns: {escaped(row['message'])}" for row in rows]
    review.notes += [f"Wish: {escaped(wish.text)}" for wish in task.handoff.wishes]


def _finding(finding: Finding) -> str:
    place = ":".join(str(part) for part in (finding.file, finding.line) if part)
    where = f" {code(place)}" if place else ""
    return f"{escaped(finding.severity)} ({escaped(finding.rule)}){where}: {escaped(finding.message)}"


def _text(notes: list[str]) -> str:
    return "Review by Maestro\n\n" + "\n".join(f"- {note}" for note in notes)


def _summary(count: int) -> str:
    return f"{count} note{'' if count == 1 else 's'} for the platform team" if count else "nothing to note"
