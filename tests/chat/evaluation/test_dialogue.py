"""Reading dialogues: what the schema says holds in code, our own files conform, wrong ones are named."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from maestro.chat.evaluation.dialogue import CLOSING, FALLBACK, Dialogue, Expected, Only, read_dialogues
from maestro.domain.errors import MaestroError, UsageError

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "schemas/dialogue.schema.json").read_text(encoding="utf-8"))
OURS = sorted((ROOT / "tests/dialogues").glob("*.jsonl"))
FULL: dict[str, Any] = {
    "id": "all", "slices": ["ask"], "persona": "short", "attach": ["a.xlsx"], "opening": "hello", "turns": ["more"],
    "answers": {"a.b": ["one", "two"]}, "fallback": ["hm"], "closing": None, "goal": {"a": [1, None]}, "absent": ["c"],
    "only": [{"paths": "a.*.on", "must": ["x"], "may": []}], "scenario": ["01"], "deviations": ["a"], "wishes": ["w"],
    "asks": [{"after": 0, "contains_any": ["yes"]}], "submitted": False,
}  # fmt: skip


def written(folder: Path, *lines: Any) -> Path:
    """A file of these lines."""
    path = folder / "dialogues.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return path


def test_everything_is_read(tmp_path: Path) -> None:
    """Each key ends where it belongs; empty lines are none."""
    (found,) = read_dialogues(written(tmp_path, "", FULL, ""))
    assert found.answers == {"a.b": ("one", "two")}
    assert found.only == (Only("a.*.on", ("x",), ()),)
    assert found.attach == (str(tmp_path / "a.xlsx"),)
    assert found.asks == (Expected(0, ("yes",)),)
    assert found.goal == {"a": (1, None)}
    assert (found.closing, found.submitted, found.scenario) == (None, False, ("01",))


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    """An id and an opening are enough."""
    assert read_dialogues(written(tmp_path, {"id": "a", "opening": "hi"})) == (Dialogue("a", "hi"),)
    assert Dialogue("a", "hi").fallback == FALLBACK
    assert Dialogue("a", "hi").closing == CLOSING
    assert SCHEMA["properties"]["closing"]["default"] == CLOSING
    assert SCHEMA["properties"]["fallback"]["default"] == list(FALLBACK)


WRONG: list[tuple[Any, str]] = [
    ("{", "1: expected a JSON object"),
    ([], "expected an object"),
    ({"opening": "hi"}, 'the key "id"'.replace('"', "'")),
    ({"id": "a", "opening": 3}, "opening: expected a string"),
    ({"id": "a", "opening": "hi", "gaol": {}}, 'found "gaol"'),
    ({"id": "a", "opening": "hi", "goal": {"a": 1}}, "goal.a: expected a list"),
    ({"id": "a", "opening": "hi", "answers": {"a": []}}, "answers.a: expected at least one reply"),
    ({"id": "a", "opening": "hi", "answers": ["a"]}, "answers: expected an object"),
    ({"id": "a", "opening": "hi", "turns": ["b", 1]}, "turns.1: expected a string"),
    ({"id": "a", "opening": "hi", "only": [{"must": []}]}, "only.0: expected the key 'paths'"),
    ({"id": "a", "opening": "hi", "asks": [{"after": -1, "contains_any": []}]}, "asks.0.after"),
    ({"id": "a", "opening": "hi", "asks": [{"after": True, "contains_any": []}]}, "asks.0.after"),
    ({"id": "a", "opening": "hi", "submitted": "yes"}, "submitted: expected true or false"),
]


@pytest.mark.parametrize(("line", "said"), WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, line: Any, said: str) -> None:
    """With the file, the line and the key; the schema refuses it as well."""
    with pytest.raises(UsageError, match=r"dialogues\.jsonl:1") as raised:
        read_dialogues(written(tmp_path, line))
    assert said in raised.value.message
    assert isinstance(line, str) or not Draft202012Validator(SCHEMA).is_valid(line)


def test_an_id_stands_once(tmp_path: Path) -> None:
    """Results are found by it."""
    with pytest.raises(UsageError, match="'a' twice"):
        read_dialogues(written(tmp_path, {"id": "a", "opening": "x"}, {"id": "a", "opening": "y"}))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe{}", b"\x00", b"[" * 100_000, b'{"id": "a"'])
def test_no_file_of_a_stranger_is_a_traceback(tmp_path: Path, content: bytes) -> None:
    """Empty, binary, cut or hostile."""
    path = tmp_path / "d.jsonl"
    path.write_bytes(content)
    with pytest.raises(MaestroError):
        read_dialogues(path)
    with pytest.raises(MaestroError):
        read_dialogues(tmp_path)


def test_the_schema_takes_what_is_read() -> None:
    """The format has one meaning."""
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(FULL)
    assert set(SCHEMA["properties"]) == set(Dialogue.__dataclass_fields__)


@pytest.mark.parametrize("path", OURS, ids=lambda p: p.stem)
def test_our_dialogues_conform(path: Path) -> None:
    """Each is valid, names known slices, and expects something."""
    known = set(SCHEMA["properties"]["slices"]["examples"][0])
    for line in path.read_text(encoding="utf-8").splitlines():
        Draft202012Validator(SCHEMA).validate(json.loads(line))
    for found in read_dialogues(path):
        assert found.slices
        assert known >= set(found.slices)
        assert found.goal or not found.submitted


def test_there_are_enough_and_some_are_kept_back() -> None:
    """Over nearly all slices, ids unlike each other; a third kept back, of the other factories too."""
    found = {path.stem: read_dialogues(path) for path in OURS}
    ids = [d.id for dialogues in found.values() for d in dialogues]
    others = {name.removeprefix("factory-") for name in found if name.startswith("factory-")}
    own = {name: len(dialogues) for name, dialogues in found.items() if name.rpartition("-")[2] not in others}
    kept_back = sum(count for name, count in own.items() if name.startswith("test-split"))
    assert len(ids) == len(set(ids)) >= 150
    assert kept_back * 3 >= sum(own.values()) >= 150
    for other in others:
        assert len(found[f"test-split-{other}"]) * 3 >= len(found[f"factory-{other}"]) >= 20
    assert len({s for dialogues in found.values() for d in dialogues for s in d.slices}) >= 18
