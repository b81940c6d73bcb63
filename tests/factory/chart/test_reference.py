"""The page of functions says what there is."""

from pathlib import Path

from maestro.factory.chart.functions import FUNCTIONS
from maestro.factory.chart.reference import page

DOCS = Path(__file__).parents[3] / "docs" / "chart-functions.md"


def test_the_page_is_up_to_date() -> None:
    assert DOCS.read_text("utf-8") == page()


def test_every_function_is_on_the_page() -> None:
    text = page()
    assert not [name for name in FUNCTIONS if f"| `{name}` |" not in text]


def test_what_is_random_is_called_volatile() -> None:
    volatile = {name for name, function in FUNCTIONS.items() if function.volatile}
    assert {"now", "uuidv4", "genCA", "randAlphaNum", "bcrypt", "shuffle"} <= volatile
    assert not volatile & {"sha256sum", "toYaml", "date", "derivePassword", "decryptAES"}
