"""The program's entry. Owns nothing but the quick answer to `--version`; everything else is `maestro.cli.app`."""

import gc
import sys
from collections.abc import Sequence

_RARELY = (50_000, 20, 20)  # loading makes many objects that stay: to look through them for rubbish finds none


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    args = list(sys.argv[1:] if arguments is None else arguments)
    if args in (["--version"], ["-V"]):
        from maestro import __version__

        sys.stdout.write(f"maestro {__version__}\n")
        return 0
    from maestro.cli.app import run

    gc.set_threshold(*_RARELY)
    return run(args)


if __name__ == "__main__":
    sys.exit(main())
