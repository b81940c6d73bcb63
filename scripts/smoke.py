"""A whole handoff on embedded defaults, with the real command line in processes of its own: `make maestro-smoke`.

Owns the order of the steps and what each must leave behind. Refuses to look inside Maestro: it talks, reads what is
printed, and asks Git. Needs no network and nothing of the user's: every file is below a temporary folder.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

NEED = (
    "I'm migrating a monolithic on-premise e-commerce application to GCP. It has a PostgreSQL database, a Redis cache, "
    "and a large amount of static assets in a NAS. We need to be PCI compliant. This is a production environment."
)
APPROVAL = "This looks perfect. Please proceed."
# What the words above say, whatever the factory fills in around them.
SAID: Mapping[str, Any] = {
    "tenant_code": "smoke",
    "environment": "prod",
    "compliance.packs": ["pci-dss"],
    "infra.database.enabled": True,
    "infra.memorystore.enabled": True,
    "infra.storage.enabled": True,
}
ANSWERS: Mapping[str, str] = {
    "tenant_code": "smoke",
    "gcp.billing_account_id": "0A1B2C-3D4E5F-6A7B8C",
    "gcp.org_id": "123456789012",
}
MOST_TURNS = 30
PATIENCE = 120.0  # seconds that one command may take on a busy machine
PROGRAM = (sys.executable, "-m", "maestro")
FILES = ("00-helm.yaml", "01-mutated.yaml", "02-golden.yaml", "03-policy-report.yaml")


class UnexpectedError(Exception):
    """A step left something else than it must."""


def expect(what: str, expected: object, found: object) -> None:
    """Stop where what was found is not what must be."""
    if expected != found:
        raise UnexpectedError(f"{what}\n  expected: {_short(expected)}\n  found:    {_short(found)}")


def _short(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text[:2000] + " ..." * (len(text) > 2000)


@dataclass(frozen=True)
class Maestro:
    """The command line with a home of its own."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """No setting of the user's gets in."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAESTRO_")}
        return {**kept, "HOME": str(self.home.parent), "MAESTRO_HOME": str(self.home)}

    def run(self, *arguments: str, text: str = "", folder: Path | None = None) -> str:
        """What a command prints; it must end with 0."""
        done = subprocess.run(  # noqa: S603 - our own program, with arguments of this file
            [*PROGRAM, *arguments], input=text, capture_output=True, encoding="utf-8",
            env=self.environment, cwd=folder or self.home.parent, timeout=PATIENCE, check=False,
        )  # fmt: skip
        called = f"maestro {' '.join(arguments)}"
        expect(f"{called} ended with an error: {done.stderr.strip()[-1500:]}\n{done.stdout[-500:]}", 0, done.returncode)
        return done.stdout

    def document(self, *arguments: str, folder: Path | None = None) -> Any:
        """The JSON that a command prints."""
        printed = self.run(*arguments, "--format", "json", folder=folder)
        try:
            return json.loads(printed)
        except ValueError:
            raise UnexpectedError(f"maestro {' '.join(arguments)} printed no JSON:\n{_short(printed)}") from None


@dataclass
class Handoff:
    """What the steps pass on to each other."""

    maestro: Maestro
    scratch: Path
    messages: list[str] = field(default_factory=list)
    turn: dict[str, Any] = field(default_factory=dict)
    pull: dict[str, Any] = field(default_factory=dict)
    factory: Path = field(default_factory=Path)
    written: str = ""

    @property
    def file(self) -> str:
        """The request's file in the factory."""
        return f"requests/{SAID['tenant_code']}-{SAID['environment']}.yaml"

    def git(self, *arguments: str) -> str:
        """What Git itself says of the factory."""
        done = subprocess.run(  # noqa: S603 - arguments of this file
            ["git", "-C", str(self.factory), *arguments],  # noqa: S607 - the user's own Git
            capture_output=True, encoding="utf-8", env=self.maestro.environment, timeout=PATIENCE, check=False,
        )  # fmt: skip
        expect(f"git {' '.join(arguments)}: {done.stderr.strip()}", 0, done.returncode)
        return done.stdout


def converse(at: Handoff) -> str:
    """Describe the need, answer what is asked, approve."""
    command = [*PROGRAM, "chat", "--format", "jsonl"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        env=at.maestro.environment, cwd=at.scratch,
    ) as talk:  # fmt: skip
        assert talk.stdin is not None and talk.stdout is not None  # noqa: S101, PT018 - both are pipes, as asked above
        message: str | None = NEED
        while message is not None:
            expect("turns to an agreement", True, len(at.messages) < MOST_TURNS)
            talk.stdin.write(f"{message}\n")
            talk.stdin.flush()
            at.messages.append(message)
            at.turn = _line(talk.stdout.readline())
            message = next_message(at.turn)
        event = _line(talk.stdout.readline())
        talk.stdin.close()
        expect("exit code of the conversation", 0, talk.wait(PATIENCE))
    at.pull = opened(event)
    return f"{len(at.messages)} messages, pull request #{at.pull['number']} on {at.pull['branch']}"


def _line(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        raise UnexpectedError(f"maestro chat wrote no JSON object: {_short(text) or 'nothing'}") from None
    return dict(found)


def next_message(turn: Mapping[str, Any]) -> str | None:
    """What a user would say now; None after the approval."""
    if turn.get("event") == "error":
        raise UnexpectedError(f"the conversation ended: {turn.get('message')}")
    if turn["stage"] == "submitted":
        return None
    if turn["ready"]:
        return APPROVAL
    asked = turn["question"]
    if asked is None:
        raise UnexpectedError(f"nothing is asked, and nothing is ready; open: {turn['missing']}")
    return ANSWERS.get(asked["path"]) or ("1" if asked["options"] else str(asked["default"]))


def opened(event: Mapping[str, Any]) -> dict[str, Any]:
    """The pull request of a `submitted` event."""
    expect(f"the event after the approval: {event.get('message', '')}", "submitted", event.get("event"))
    return dict(event["pull_request"])


def list_and_show(at: Handoff) -> str:
    """It is the only one, open, one commit, and its text names file and choices."""
    listed = at.maestro.document("pr", "list")
    states = [(one["number"], one["state"], one["branch"], one["files"]) for one in listed]
    expect("the list of pull requests", [(at.pull["number"], "open", at.pull["branch"], [at.file])], states)
    shown = at.maestro.run("pr", "show", str(at.pull["number"]))
    for part in (at.file, "pci-dss", at.pull["branch"]):
        expect(f"`{part}` in the pull request's text", True, part in shown)
    at.factory = Path(at.maestro.document("factory", "show")["factory"])
    expect("commits on the branch", "1\n", at.git("rev-list", "--count", f"main..{at.pull['branch']}"))
    return str(listed[0]["title"])


def check(at: Handoff) -> str:
    """The guard finds nothing in what the branch adds."""
    report = at.maestro.document("check-pr", "--base", "main", "--head", at.pull["branch"], folder=at.factory)
    expect("findings of the guard", [], report["findings"])
    return "no findings"


def merge(at: Handoff) -> str:
    """Merged, and the checked-out files follow."""
    merged = at.maestro.document("pr", "merge", str(at.pull["number"]))
    expect("state after the merge", "merged", merged["state"])
    expect("uncommitted changes", "", at.git("status", "--porcelain"))
    return f"#{merged['number']} into {merged['base']}"


def read_back(at: Handoff) -> str:
    """The file on main is the request of the last turn, and what the words said."""
    at.written = at.git("show", f"main:{at.file}")
    request = yaml.safe_load(at.written)
    expect(f"{at.file} on main", at.turn["request"], request)
    for path, value in SAID.items():
        expect(f"{path} in {at.file}", value, reached(request, path))
    return f"{at.file}, {len(at.written.splitlines())} lines"


def reached(data: Any, path: str) -> Any:
    """The value at a dotted path; None where there is none."""
    for part in path.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return data


def generate(at: Handoff) -> str:
    """Four files, no failing policy, and the same bytes when done again."""
    made = [at.scratch / "generated", at.scratch / "again"]
    for folder in made:
        at.maestro.run("generate", str(at.factory / at.file), "--out", str(folder))
        expect("files of maestro generate", list(FILES), sorted(path.name for path in folder.iterdir()))
    golden = [(folder / "02-golden.yaml").read_bytes() for folder in made]
    expect("the golden file, made twice", golden[0], golden[1])
    return f"{len(list(yaml.safe_load_all(golden[0])))} resources"


def say_it_again(at: Handoff) -> str:
    """The same words through a pipe at once: the same pull request, no new commit."""
    before = at.git("rev-parse", at.pull["branch"])
    expect("pull request of the same words", at.pull, opened(replayed(at.maestro, at.messages)))
    expect("the branch", before, at.git("rev-parse", at.pull["branch"]))
    expect("pull requests", 1, len(at.maestro.document("pr", "list")))
    return f"pull request #{at.pull['number']} again"


def replayed(maestro: Maestro, messages: Sequence[str]) -> dict[str, Any]:
    """The last line of a conversation whose messages are all there from the start."""
    printed = maestro.run("chat", "--format", "jsonl", text="".join(f"{message}\n" for message in messages))
    expect("lines of the conversation", len(messages) + 1, len(printed.splitlines()))
    return _line(printed.splitlines()[-1])


def say_it_elsewhere(at: Handoff) -> str:
    """The same words to a new practice factory: the same branch, the same bytes."""
    other = Handoff(Maestro(at.scratch / "elsewhere"), at.scratch)
    other.pull = opened(replayed(other.maestro, at.messages))
    other.factory = Path(other.maestro.document("factory", "show")["factory"])
    expect("branch of the same words", at.pull["branch"], other.pull["branch"])
    expect(f"{at.file} of the same words", at.written, other.git("show", f"{other.pull['branch']}:{at.file}"))
    return f"{len(at.written.encode())} bytes, all equal"


def submit_the_file(at: Handoff) -> str:
    """Handing off the merged file gives the pull request that brought it."""
    result = at.maestro.document("submit", str(at.factory / at.file), "--yes")
    expect("state of the run", "succeeded", result["state"])
    expect("pull request of the merged file", at.pull, {name: result["pull_request"][name] for name in at.pull})
    return f"pull request #{at.pull['number']} again"


STEPS: Mapping[str, Callable[[Handoff], str]] = {
    "conversation": converse,
    "pr list, show": list_and_show,
    "check-pr": check,
    "pr merge": merge,
    "read back": read_back,
    "generate": generate,
    "same words": say_it_again,
    "new factory": say_it_elsewhere,
    "submit file": submit_the_file,
}


def taken(at: Handoff) -> Iterator[str]:
    """A line for each step that did what it must."""
    for name, step in STEPS.items():
        begun = time.perf_counter()
        try:
            said = step(at)
        except (UnexpectedError, subprocess.TimeoutExpired, OSError) as error:
            raise UnexpectedError(f"{name}: {error}") from None
        yield f"{name:14}{time.perf_counter() - begun:7.2f} s  {said}"


def main() -> int:
    """All steps; 1 at the first that fails."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="maestro-smoke-") as name:
        scratch = Path(name).resolve()
        try:
            for line in taken(Handoff(Maestro(scratch / "home"), scratch)):
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
        except UnexpectedError as error:
            sys.stderr.write(f"failed: {error}\n")
            return 1
    sys.stdout.write(f"all of it     {time.perf_counter() - begun:7.2f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
