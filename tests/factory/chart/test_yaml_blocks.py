"""YAML read line by line: the same map as the readers of all of YAML give, or none."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from maestro.factory.catalogue import open_catalogue
from maestro.factory.chart.text.yaml_blocks import block
from maestro.factory.chart.text.yaml_reader import load
from maestro.factory.kubernetesyaml import parse_one
from maestro.factory.pipeline import Pipeline
from tests.reference_factory import ROOT, knowledge

KEYS = (
    "a",
    "kind",
    "name",
    "x-y",
    "A.b/c",
    '"a/b"',
    '"q r"',
    "y",
    "on",
    "null",
    "1",
    "true",
    "~",
    "<<",
    '""',
    "_z",
    "e1",
)
USUAL = (
    "x",
    "1",
    "1.5",
    "-1",
    "-x",
    '"q"',
    "'s'",
    "''",
    '""',
    "[]",
    "{}",
    "[a, b]",
    '["*", c]',
    "[1, true]",
    "yes",
    "a#b",
)
VALUES = (
    *USUAL, "a: b", "a #b", "http://x:80/", "x:", "|", ">-", "&a", "*a", "!t", "{a: b}", "[a: b]", "null", "~", ".inf",
    "1e999", "0x1F", "0o7", "017", "1_000", "12:30", "2020-01-01", '"a\\n"', "'a''b'", "# c", "a  b", "-", "--", "---",
    "...", "?", "%a", "@b", "`", "a, b", "(x)", '"x" y', "1e3", "+1", ".5", "=", "é", '"é"', '"\u2028"', "a\tb", "\t",
    "1__0", "0b", "0b1", "-0", "00", "08", "1.", "-.5", "18446744073709551616", "9" * 30, "a[b]", "[a,b]", "[ a ]",
    "[]x", "{} ", '"a" ', "NaN", "[a, ]",
)  # fmt: skip


def lines(rng: random.Random, depth: int, indent: int) -> Iterator[str]:
    """A few keys with what stands below them, and now and then a line that does not belong there."""
    for _ in range(rng.randint(1, 3)):
        key = rng.choice(KEYS[:7] if rng.random() < 0.8 else KEYS)
        if rng.random() < 0.08:
            yield " " * max(0, indent + rng.randint(-2, 2)) + rng.choice(
                (f"{key}: 1", "- 1", "  more", "# c", "", "---")
            )
        elif depth > 2 or rng.random() < 0.5:
            value = rng.choice(USUAL if rng.random() < 0.9 else VALUES)
            yield " " * indent + f"{key}:{rng.choice((' ', ' ', '  '))}{value}"
        else:
            yield " " * indent + f"{key}:"
            yield from items(rng, depth, indent) if rng.random() < 0.5 else lines(rng, depth + 1, indent + 2)


def items(rng: random.Random, depth: int, indent: int) -> Iterator[str]:
    """A list, as far in as its key or further."""
    indent += rng.choice((0, 2))
    for _ in range(rng.randint(1, 3)):
        if rng.random() < 0.5:
            yield " " * indent + f"- {rng.choice(USUAL if rng.random() < 0.9 else VALUES)}"
        else:
            first, *rest = lines(rng, depth + 1, indent + 2)
            yield from (" " * indent + f"- {first.lstrip()}", *rest)


def alike(one: Any, other: Any) -> bool:
    """Equal, of the same kinds, in the same order; Helm has no whole numbers."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    kinds = [float if type(value) is int else type(value) for value in (one, other)]
    return kinds[0] is kinds[1] and one == other


@pytest.mark.parametrize("seed", range(20))
def test_it_reads_what_the_others_read_or_nothing(seed: int) -> None:
    rng, read = random.Random(seed), 0
    for _ in range(150):
        text = "\n".join(lines(rng, 0, rng.choice((0, 0, 0, 2))))
        found = block(text)
        if found is not None:
            read += 1
            assert alike(found, parse_one(text)), text
            assert alike(found, load(text)), text
    assert read > 15


@pytest.mark.parametrize("value", VALUES)
def test_every_value_at_the_end_of_a_line(value: str) -> None:
    for text in (
        f"a: {value}",
        f"a:\n- {value}",
        f"a:\n  - b: {value}\n    c: 1",
        f"a: {value}\n  more",
        f"{value}: 1",
    ):
        found = block(text)
        if found is not None:
            assert alike(found, parse_one(text)), text
            assert alike(found, load(text)), text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "- a",
        "a",
        "a: b\na: c",
        "a:\n  b: 1\n c: 2",
        "a: b\n  c",
        "a: |\n  b",
        "1: a",
        "a: b\n---\nc: d",
    ],
)
def test_what_is_not_certain_is_left_to_others(text: str) -> None:
    assert block(text) is None


def test_what_the_reference_factory_renders_is_of_this_form() -> None:
    pipeline = Pipeline(open_catalogue(ROOT))
    for scenario in knowledge().form.scenarios:
        rendered = pipeline.run(scenario.request).rendered
        texts = [text.partition("\n")[2] for text in rendered.split("---\n")[1:]]
        assert all(block(text) is not None for text in texts)
