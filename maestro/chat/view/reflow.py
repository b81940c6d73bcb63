"""What a narrower window does to what is drawn: most terminals break its lines anew, and a redraw must reach higher.

The prompt's renderer moves up by the lines that it drew; here the lines that the terminal made of them are counted.
"""

from collections.abc import Mapping, Sequence


def widths(rows: Mapping[int, Mapping[int, str]], count: int) -> tuple[int, ...]:
    """Columns in use in each of the first `count` rows; `rows` hold characters by row and column."""
    return tuple(
        max((column + 1 for column, char in rows.get(row, {}).items() if char.strip()), default=0)
        for row in range(count)
    )


def rows_gained(used: Sequence[int], cursor: int, columns: int) -> int:
    """Lines by which the cursor sank when rows of these widths were broken at `columns`."""
    above = sum(max(-(-width // columns), 1) - 1 for width in used)
    return above + cursor // columns


def reflows(env: Mapping[str, str]) -> bool:
    """Whether this terminal breaks lines anew. Those that do not are few and say who they are."""
    if env.get("TMUX"):
        return True
    return not (env.get("XTERM_VERSION") or env.get("STY") or env.get("TERM") in ("linux", "vt100", "vt220"))
