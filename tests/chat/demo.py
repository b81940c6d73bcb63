"""A conversation over the bakery in a real terminal, for tests: `demo.py FOLDER [reference] [spoken] [resume]`."""

import os
import sys
from pathlib import Path

from maestro.chat.dialogue import Dialogue
from maestro.chat.plain import converse
from maestro.chat.surroundings import Surroundings
from maestro.chat.theme import look_of
from maestro.chat.view.terminal import Terminal
from tests.fakes.session import FakeRuns, reference_session, session_in

ROOT = Path(__file__).parents[2]


def main(folder: Path, words: list[str]) -> int:
    """Talk in the terminal that this runs in."""
    runs = FakeRuns(pause=0.05)
    resume = "resume" in words
    session = reference_session(ROOT, folder, runs) if "reference" in words else session_in(folder, runs, resume=resume)
    look = look_of(sys.stdout, os.environ, "spoken" in words)
    terminal = Terminal(sys.stdout, look)
    around = Surroundings(runs, ("Bakery. Tell me what you need.",), lambda _: ("Next: bake.",), folder)
    around.greet(terminal)
    if not look.redraws:
        return converse(Dialogue(session, around, terminal), sys.stdin)
    from maestro.chat.repl import Repl

    repl = Repl(lambda: Dialogue(session, around, terminal), terminal, folder / "history")
    return repl.resume() if resume else repl.run()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
