"""What a scenario without a summary of its own says of itself, in the words of its README."""

from pathlib import Path

import pytest

from maestro.factory.scenarios import read_scenarios


def _summary(folder: Path, readme: str) -> str:
    place = folder / "01-one"
    place.mkdir()
    (place / "request.yaml").write_text("a: 1\n", encoding="utf-8")
    (place / "README.md").write_text(readme, encoding="utf-8")
    return read_scenarios(folder)[0].summary


@pytest.mark.parametrize(
    ("readme", "summary"),
    [
        ("# One\n\nA tent with\nbenches. Rain is fine.\n\nMore.\n", "A tent with benches. Rain is fine."),
        ("# One\nA tent.\n\n- benches\n", "A tent."),
        ("# One\n\n- benches\n\nA tent.\n", "A tent."),
        (f"# One\n\nA tent. {'Rain ' * 40}.\n", "A tent."),
        (f"# One\n\nA tent with benches, {'rain ' * 60}.\n", "A tent with benches."),
        ("# One\n", ""),
    ],
)
def test_a_summary_ends_with_a_sentence(tmp_path: Path, readme: str, summary: str) -> None:
    """However its lines are broken and however long it is."""
    assert _summary(tmp_path, readme) == summary
