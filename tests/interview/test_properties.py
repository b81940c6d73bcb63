"""What holds for any sequence of acts: no crash, undo exact, the fold of the log is the state."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from maestro.domain import acts as a
from maestro.domain.acts import Act
from maestro.domain.json import below, get
from maestro.factory.catalogue import open_catalogue
from maestro.factory.effects import Effects
from maestro.factory.generated import Generated
from maestro.factory.pipeline import Pipeline
from maestro.interview import environments
from maestro.interview.machine import LEGAL, fold, step
from maestro.interview.state import Stage, State
from maestro.interview.values import request_of
from tests.reference_factory import ROOT, knowledge

KNOW = knowledge()
PATHS = [f.path for f in KNOW.form.fields if "[]" not in f.path]
VALUES: dict[str, list[Any]] = {
    f.path: [o.value for o in f.options] or list(f.examples) or [True, 3, "x"] for f in KNOW.form.fields
}
SCENARIOS = [s.id for s in KNOW.form.scenarios]


@st.composite
def sets(draw: st.DrawFn) -> Act:
    """A write, legal or not."""
    path = draw(st.sampled_from(PATHS))
    value = draw(st.one_of(st.sampled_from(VALUES[path] or ["x"]), st.sampled_from([None, 7, "??", [], {}, True])))
    return a.Set(path, value, quote="said")


ACTS: st.SearchStrategy[Act] = st.one_of(
    sets(),
    sets(),
    st.builds(a.Add, st.just("compliance.packs"), st.sampled_from(["pci-dss", "hipaa"]), st.just("said")),
    st.builds(a.Add, st.just("infra.storage.buckets"), st.just({"name": "raw"}), st.just("said")),
    st.builds(a.Reject, st.sampled_from([f"{c.path}.enabled" for c in KNOW.form.components]), quote=st.just("said")),
    st.builds(a.Remove, st.sampled_from(PATHS), quote=st.just("said")),
    st.builds(a.Clear, st.sampled_from(PATHS), st.just("said")),
    st.builds(a.Choose, st.sampled_from([*SCENARIOS, None]), st.just("said")),
    st.builds(a.Describe, st.just("a shop"), st.just(tuple(SCENARIOS))),
    st.builds(a.Narrow, st.just("gcp.region"), st.just(("us-east1", "us-east4")), st.just("said")),
    st.sampled_from(
        [
            a.Accept(), a.Decline(), a.AcceptAll(), a.Undo(), a.Redo(), a.Submit(), a.Help(),
            a.SmallTalk(), a.Unclear("eh"), a.Question(a.Topic.STRONGER, "infra.database"), a.Question(a.Topic.LEFT),
            a.WishFor("Kafka", "said"), a.Undo("undo", 2), a.Undo("all", 1_000), a.Pause("later"),
            a.Skip("tenant_code"), a.DontKnow("gcp.region"), a.DontCare("infra.database.size"),
            a.Question(a.Topic.NEXT),
            a.Question(a.Topic.COST, "infra.database.size"), a.Question(a.Topic.RECOMMENDED),
        ]
    ),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(ACTS, max_size=14))
def test_any_acts_keep_the_invariants(acts: list[Act]) -> None:
    """Replies are bounded, a submitted request is valid and was reviewed, rejected components stay out."""
    state = State()
    for act in acts:
        outcome = step(state, (act,), KNOW)
        if outcome.submit:
            assert state.stage is Stage.REVIEW
            assert KNOW.check(request_of(KNOW.form, outcome.state.blueprint)).problems == ()
        for change in outcome.changes:
            assert change.before != change.after
        state = outcome.state
        request = request_of(KNOW.form, state.blueprint)
        for mark, status in state.blueprint.marks.items():
            if status == "rejected" and mark.endswith(".enabled"):
                assert get(request, mark) is not True


@settings(max_examples=80, deadline=None)
@given(st.lists(ACTS, max_size=10))
def test_undo_is_exact(acts: list[Act]) -> None:
    """After any act that changed the blueprint, undo gives the blueprint before it, and redo the one after."""
    state = State()
    for act in acts:
        after = step(state, (act,), KNOW).state
        if after.stage in (Stage.SUBMITTED, Stage.CANCELLED):
            return
        if after.blueprint != state.blueprint and not isinstance(act, a.Undo | a.Redo):
            back = step(after, (a.Undo(),), KNOW).state
            assert back.blueprint == state.blueprint
            assert step(back, (a.Redo(),), KNOW).state.blueprint == after.blueprint
        state = after


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, max_size=10))
def test_the_fold_of_the_wire_is_the_state(acts: list[Act]) -> None:
    """Acts that went through JSON make the same state."""
    state = again = State()
    for act in acts:
        state = step(state, (act,), KNOW).state
        again = step(again, (a.from_wire(a.to_wire(act)),), KNOW).state
    assert state == again


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ACTS, max_size=3), max_size=10))
def test_a_fold_ends_where_the_steps_end(turns: list[list[Act]]) -> None:
    """A log that is read back without a word being said gives the very state, with all that follows from it."""
    state = State()
    for acts in turns:
        state = step(state, tuple(acts), KNOW).state
    assert fold((tuple(acts) for acts in turns), KNOW) == state


def test_a_long_log_is_folded_without_asking_what_becomes_of_each_turn() -> None:
    """However many answers it holds, the pipeline runs for the last state and for what a decision hung on."""
    runs: list[Any] = []

    class Counted(Pipeline):
        def run(self, request: Mapping[str, Any]) -> Generated:
            runs.append(request)
            return super().run(request)

    opened = open_catalogue(ROOT)
    know = replace(KNOW, effects=Effects(KNOW.form, KNOW.check, lambda: Counted(opened)))
    names = [(a.Set("tenant_code", f"shop{n}", "shop"),) for n in range(40)]
    sizes = [(a.Set("infra.database.size", size, size),) for size in ("small", "large") * 20]
    many = [turn for pair in zip(names, sizes, strict=True) for turn in pair]
    state = fold([(a.Choose("04-web-commerce", "1"),), *many], know)
    assert state.blueprint.values["tenant_code"].value == "shop39"
    assert state.blueprint.provided["infra.database.postgres.tier"] == "db-custom-4-15360"
    assert len(runs) < 12


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, max_size=10), sets())
def test_a_write_touches_what_was_said(acts: list[Act], act: Act) -> None:
    """A user's change is at the path that was said, or follows from it inside the same component."""
    state = State()
    for earlier in acts:
        state = step(state, (earlier,), KNOW).state
    assert isinstance(act, a.Set)
    for change in step(state, (act,), KNOW).changes:
        if change.source == "user" and change.after is not None and change.quote and change.before is None:
            component = KNOW.form.component_of(act.path)
            assert below(change.path, component.path if component else act.path.split(".")[0])


def test_every_stage_says_what_is_legal() -> None:
    """The transition table is total, and a finished conversation takes no writes."""
    assert set(LEGAL) == set(Stage)
    assert a.Set not in LEGAL[Stage.SUBMITTED]
    outcome = step(State(stage=Stage.SUBMITTED), (a.Set("environment", "prod", "prod"),), KNOW)
    assert outcome.state.blueprint == State().blueprint
    assert "handed off" in outcome.replies[0]


def test_the_table_names_only_acts() -> None:
    """A new act must be placed before it can be used."""
    assert set().union(*LEGAL.values()) == set(a.KINDS.values())


ENVIRONMENT = KNOW.form.environment
assert ENVIRONMENT is not None
NAMES = [str(option.value) for option in ENVIRONMENT.options]
ONE = st.sampled_from([*NAMES, None])
APART: st.SearchStrategy[Act] = st.one_of(
    st.builds(a.Add, st.just(ENVIRONMENT.path), st.sampled_from(NAMES), st.just("said")),
    st.builds(a.Remove, st.just(ENVIRONMENT.path), st.sampled_from(NAMES), st.just("said")),
    st.builds(replace, sets(), environment=ONE),
    st.builds(a.Reject, st.just("infra.memorystore.enabled"), quote=st.just("said"), environment=ONE),
    st.builds(a.SameAs, st.sampled_from(["", "infra.database"]), st.sampled_from(NAMES), st.just("said"), ONE),
    st.builds(a.Resize, st.just(""), st.booleans(), st.just("said"), st.sampled_from([None, "small"]), ONE),
    ACTS,
)
BOTH = tuple(a.Add(ENVIRONMENT.path, name, "said") for name in NAMES)


@settings(max_examples=40, deadline=None)
@given(st.lists(APART, max_size=10))
def test_environments_stay_apart_and_whole(acts: list[Act]) -> None:
    """Each request names its own environment, none holds another; the fold of the log is the state."""
    state, turns = step(State(), BOTH, KNOW).state, [BOTH]
    for act in acts:
        state = step(state, (act,), KNOW).state
        turns.append((act,))
        every = environments.each(KNOW.form, state.blueprint)
        assert all(not one.others for _, one in every)
        names = [get(request, ENVIRONMENT.path) for request in environments.requests(KNOW.form, state.blueprint)]
        assert len(set(names)) == len(every)
    folded = fold(turns, KNOW)
    assert environments.requests(KNOW.form, folded.blueprint) == environments.requests(KNOW.form, state.blueprint)
    assert folded.question == state.question


@settings(max_examples=40, deadline=None)
@given(st.lists(APART, max_size=6), APART)
def test_undo_is_exact_in_every_environment(acts: list[Act], last: Act) -> None:
    """One step back gives what every environment had."""
    state = step(State(), BOTH, KNOW).state
    for act in acts:
        state = step(state, (act,), KNOW).state
    after = step(state, (last,), KNOW).state
    if len(after.past) == len(state.past) + 1:
        undone = step(after, (a.Undo(),), KNOW).state
        before = environments.requests(KNOW.form, state.blueprint)
        assert environments.requests(KNOW.form, undone.blueprint) == before


@settings(max_examples=40, deadline=None)
@given(st.lists(ACTS, max_size=6), sets(), st.sampled_from(NAMES))
def test_an_act_for_one_environment_leaves_the_others_alone(acts: list[Act], last: Act, name: str) -> None:
    """Whatever was said before."""
    state = step(State(), BOTH, KNOW).state
    for act in acts:
        state = step(state, (act,), KNOW).state
    assert isinstance(last, a.Set)
    if last.path == ENVIRONMENT.path or len(environments.names(KNOW.form, state.blueprint)) < len(NAMES):
        return
    after = step(state, (replace(last, environment=name),), KNOW).state
    old, new = (dict(environments.each(KNOW.form, s.blueprint)) for s in (state, after))
    assert all(new[other].values == old[other].values for other in NAMES if other != name)
