"""`python -m scripts.pages`: write all made parts again. `--check` changes nothing and ends with 1 where one is old."""

import sys
from collections.abc import Mapping

from scripts.pages.commands import commands
from scripts.pages.parts import ROOT, Make, remade, untimed
from scripts.pages.session import session
from scripts.pages.stages import stages

MAKERS: Mapping[str, Make] = {"commands": commands, "session": session, "stages": stages}
PAGES = ("README.md", "docs/architecture.md")


def main() -> int:
    """Write, or tell which pages are old."""
    old = []
    for name in PAGES:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        new = remade(text, MAKERS)
        if untimed(new) == untimed(text):
            continue
        old.append(name)
        if "--check" not in sys.argv[1:]:
            path.write_text(new, encoding="utf-8")
    sys.stdout.write("".join(f"{'old' if '--check' in sys.argv[1:] else 'written'}: {name}\n" for name in old))
    return 1 if old and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
