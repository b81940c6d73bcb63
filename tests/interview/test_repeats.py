"""No question goes round in circles: other words the third time, and ways out that lead on."""

from collections import Counter
from pathlib import Path

import pytest

from maestro.chat.session import Session
from maestro.domain.acts import Pause
from tests.reference_factory import session

ODD = (
    "hmm", "the weather is nice today", "banana", "oh dear", "no", "well, my aunt says so", "???", "xyzzy plugh",
    "as my grandfather had it", "perhaps, perhaps not",
)  # fmt: skip
STARTS: dict[str, tuple[str, ...]] = {
    "purpose": ("hello, I need something",),
    "scenario": ("A shop on the web with PostgreSQL on Kubernetes, production.",),
    "gcp.region": ("GDPR applies. One container, production, in Virginia.",),
    "compliance.packs": ("A shop on Kubernetes with PostgreSQL, production.", "1"),
    "compliance.data_residency": ("Kubernetes for a clinic, production, in Delhi.", "Regulated Healthcare"),
    "tenant_code": ("One container, production, in Belgium, shared network, no compliance packs.", "empty"),
    "infra.gke.size": ("Kubernetes, production, in Belgium, own network, no compliance packs.", "empty"),
    "infra.database": ("A database, production, in Belgium, own network, no compliance packs.", "empty"),
    "confirm": ("PostgreSQL with db-n1-highmem-4, production, in Belgium, own network, no compliance packs.", "empty"),
}


def asking(folder: Path, path: str) -> Session:
    talk = session(folder)
    for message in STARTS[path]:
        talk.turn(message)
    assert talk.state.question is not None
    assert talk.state.question.path == path
    return talk


@pytest.mark.parametrize("path", STARTS)
def test_ten_odd_replies_never_meet_the_same_words_a_third_time(tmp_path: Path, path: str) -> None:
    talk = asking(tmp_path, path)
    said: Counter[str] = Counter()
    for reply in ODD:
        assert talk.state.question is not None
        said[talk.state.question.text] += 1
        talk.turn(reply)
    assert max(said.values()) <= 2, said.most_common(2)


@pytest.mark.parametrize("path", STARTS)
def test_every_way_out_that_is_offered_leads_on(tmp_path: Path, path: str) -> None:
    talk = asking(tmp_path / "first", path)
    for reply in ("banana", "xyzzy plugh", "banana"):
        talk.turn(reply)
    question = talk.state.question
    assert question is not None
    assert question.choices
    for number, choice in enumerate(question.choices, 1):
        if any(isinstance(act, Pause) for act in choice.acts):
            continue
        other = asking(tmp_path / str(number), path)
        for reply in ("banana", "xyzzy plugh", "banana"):
            other.turn(reply)
        other.turn(str(number))
        assert other.state.question is None or other.state.question.text != question.text, choice.label
        assert other.state.question is None or other.state.question.path != path, choice.label


def test_a_question_that_was_answered_begins_anew(tmp_path: Path) -> None:
    talk = asking(tmp_path, "tenant_code")
    assert talk.state.question is not None
    first = talk.state.question.text
    for reply in ("???", "???", "shop", "undo"):
        talk.turn(reply)
    assert talk.state.question is not None
    assert talk.state.question.text == first


def test_a_review_with_many_changes_is_asked_in_its_own_words(tmp_path: Path) -> None:
    talk = session(tmp_path)
    talk.turn("One container, production, in Belgium, shared network, no compliance packs, tenant shop.")
    for reply in ("empty", "01A2B3-C4D5E6-F70819", "123456789012"):
        talk.turn(reply)
    texts = set()
    for reply in ("Madrid", "Paris", "Milan", "Belgium"):
        talk.turn(reply)
        assert talk.state.question is not None
        texts.add((talk.state.question.path, talk.state.question.text))
    assert len(texts) == 1
    assert next(iter(texts))[0] == "review"
