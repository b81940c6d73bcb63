"""What talkative people say: words of a story are no needs, and an answer with its reasons is the answer."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.blueprint import Source, Status, Value
from maestro.domain.conversation import Asked, View
from maestro.understanding.english.kernels import another_does, kernels
from maestro.understanding.offline import OfflineInterpreter
from maestro.understanding.stance.stories import comes_from, in_a_story
from tests.reference_factory import ROOT, interpreter, knowledge


def read(text: str, path: str = "") -> tuple[a.Act, ...]:
    """What is read of an opening, or of an answer to a question."""
    asked = Asked(path, "Which?") if path else None
    return interpreter().interpret(text, View(knowledge().form, chosen=bool(path), question=asked))


def written(text: str, path: str = "") -> dict[str, Any]:
    """Path to value of what is set."""
    return {act.path: act.value for act in read(text, path) if isinstance(act, a.Set)}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("We had one server in Dallas back then, and a shop is what we are after.", "gcp.region"),
        ("One of us has a brother in Tokyo who did a site like that.", "gcp.region"),
        ("We had a tender with a company from Berlin for it.", "gcp.region"),
        ("There is a test machine at my brother's, but ours sells tickets.", "environment"),
        ("By the way we had a Redis that nobody understood.", "infra.memorystore.enabled"),
        ("Last year we had a fire in the storage cellar.", "infra.storage.enabled"),
        ("Well, they told me to ask you about the parish newsletter.", "gcp.region"),
    ],
)
def test_a_word_of_a_story_writes_nothing(text: str, path: str) -> None:
    """What was before, what others have and where somebody comes from is asked for when it matters."""
    assert path not in written(text)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("We used to sit in Paris, now we want it in Frankfurt.", "gcp.region", "europe-west3"),
        ("My husband and I run a shop, hosted in Belgium please.", "gcp.region", "europe-west1"),
        ("My brother says it should run in Frankfurt.", "gcp.region", "europe-west3"),
        ("What we need today is simple: a shop in production.", "environment", "prod"),
    ],
)
def test_a_need_beside_a_story_is_read(text: str, path: str, value: str) -> None:
    """A word of needing ends the story."""
    assert written(text)[path] == value


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("tenant_code", "let me think, birdbook would be nice", "birdbook"),
        ("infra.database.size", "the big one would not hurt but we don't need it, so medium", "medium"),
        ("gcp.region", "Italy, so Milan I suppose", "europe-west8"),
        ("gcp.region", "our centre used to be in Amsterdam but it's closed, now we want Belgium", "europe-west1"),
        ("gcp.region", "we're Swiss, so Zurich, although my sister says Milan is nicer", "europe-west6"),
        ("environment", "well, nobody depends on it yet, so the test one I suppose", "nonprod"),
    ],
)
def test_an_answer_with_its_reasons_is_the_answer(path: str, text: str, value: str) -> None:
    """Its conclusion counts; what was weighed before it does not."""
    assert written(text, path)[path] == value


@pytest.mark.parametrize(
    "text",
    [
        "The card payments are done by our bank, so none",
        "we don't touch cards, a payment company does all of that for us",
        "Nothing of the kind, the card payment happens at our bank's own page",
        "I asked our accountant and she says that none of these concern us",
        "nothing of that sort applies to ships",
    ],
)
def test_a_no_to_a_list_takes_nothing_from_its_reason(text: str) -> None:
    """What others do for them is not chosen by naming it."""
    acts = read(text, "compliance.packs")
    assert any(isinstance(act, (a.Decline, a.Reject)) for act in acts)
    assert not any(isinstance(act, (a.Set, a.Add)) for act in acts)


@pytest.mark.parametrize(
    "text",
    [
        "HIPAA, our lawyer handles that for us",
        "our bank does the cards but we have health data",
        "PCI, we take the cards ourselves",
    ],
)
def test_a_pack_that_is_named_is_not_refused(text: str) -> None:
    """Who works for them says nothing against it."""
    acts = read(text, "compliance.packs")
    assert not any(isinstance(act, a.Decline) for act in acts)


def test_a_name_that_is_not_what_was_said_is_put_right() -> None:
    """ "It isn't X, it's Y": X is what stands."""
    values = {"tenant_code": Value("partsbin", Source.USER, Status.STATED, "partsbin")}
    view = View(knowledge().form, values=values, chosen=True)
    acts = interpreter().interpret("Sorry, I misspoke: the name isn't partsbin, it's sparebin.", view)
    assert [(act.path, act.value) for act in acts if isinstance(act, a.Set)] == [("tenant_code", "sparebin")]


def test_shorter_forms_begin_with_the_conclusion() -> None:
    """None is the whole, none comes twice."""
    found = list(kernels("Hm, we sit in Rome, so Milan, because it is near"))
    assert found[0].startswith("Milan")
    assert len(found) == len(set(found))
    assert not list(kernels("Milan"))


def test_what_tells_a_story() -> None:
    """By the words before a place; not where a need stands between."""
    text = "we had a server in Paris and now want Milan"
    assert in_a_story(text, text.index("Paris"), text.index("Paris") + 5)
    assert not in_a_story(text, text.index("Milan"), len(text))
    assert comes_from("a company from Berlin", 15)
    assert not comes_from("move from Berlin", 10)
    assert another_does("a company does that for us")
    assert not another_does("we do that ourselves")


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("max security, but without PCI", "01-max-security-enterprise"),
        ("web commerce, without the cache please", "04-web-commerce"),
        ("the web one, and put it in Delhi", "04-web-commerce"),
        ("classic lamp, only that the database is small", "07-classic-lamp"),
    ],
)
def test_a_start_that_is_named_before_a_comma_is_chosen(text: str, scenario: str) -> None:
    """What follows is said of it."""
    acts = read_at_the_start(text)
    assert [act.scenario for act in acts if isinstance(act, a.Choose)] == [scenario]
    assert any(isinstance(act, a.Set | a.Reject) for act in acts)


@pytest.mark.parametrize(
    "text",
    ["Kindly proceed with that one.", "go ahead with this", "please start with the first one", "continue with it"],
)
def test_to_proceed_with_what_is_proposed_is_a_yes(text: str) -> None:
    assert [type(act) for act in read_at_the_start(text)] == [a.Accept]


@pytest.mark.parametrize(
    "text",
    [
        "well, the web part is done by others",
        "Commerce? we have none, it is a museum",
        "my team, that is commerce people, is small",
    ],
)
def test_a_word_of_a_title_before_a_comma_chooses_nothing(text: str) -> None:
    assert not any(isinstance(act, a.Choose) for act in read_at_the_start(text))


def read_at_the_start(text: str) -> tuple[a.Act, ...]:
    """What is read at the question where to start from."""
    asked = Asked("scenario", "Which?")
    acts = interpreter().interpret(text, View(knowledge().form, question=asked))
    return tuple(act for act in acts if not isinstance(act, a.Describe))


GUIDES = knowledge(ROOT / "tests" / "factories" / "audioguide").form


@pytest.mark.parametrize(
    "text",
    [
        "You're right, that doesn't go together. Own phones it is.",
        "You're right, on their own phones",
        "perfect, on the phones they bring",
    ],
)
def test_words_of_approval_before_an_answer_approve_nothing(text: str) -> None:
    """Only at the last look they do."""
    view = View(GUIDES, Asked("visit.device", "Which device?"), chosen=True)
    acts = OfflineInterpreter(GUIDES).interpret(text, view)
    assert [(act.path, act.value) for act in acts if isinstance(act, a.Set)] == [("visit.device", "own")]
    assert not any(isinstance(act, a.Submit) for act in acts)


@pytest.mark.parametrize("text", ["There is no licence, the pictures are ours.", "the pictures are ours"])
def test_a_word_of_another_field_is_no_day(text: str) -> None:
    """What cannot be a day is read for what it is."""
    view = View(GUIDES, Asked("licence_ends", "When does it end?"), chosen=True)
    acts = OfflineInterpreter(GUIDES).interpret(text, view)
    assert [(act.path, act.value) for act in acts if isinstance(act, a.Set)] == [("rights", "ours")]
