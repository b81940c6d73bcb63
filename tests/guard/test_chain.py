"""The chain asks every rule and fails closed."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from maestro.domain.actions import Action, PromptAction
from maestro.domain.findings import Finding, Severity
from maestro.guard.chain import Chain
from maestro.guard.config import Facts, config_of
from maestro.guard.load import guard_of
from maestro.guard.rules import RULES, rules_of
from tests.guard.tokens import checked

ACTION = PromptAction("hello", "model")


@dataclass(frozen=True)
class Says:
    """A rule that answers as it was told, or raises."""

    answer: Sequence[Finding] | Exception
    name: str = "told"
    family: str = "scope"

    def judge(self, _: Action) -> Sequence[Finding]:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def finding(severity: Severity) -> Finding:
    return Finding("scope.told", "scope", severity, "told so")


def test_nothing_found_is_allowed() -> None:
    assert Chain((Says(()),)).judge(ACTION).allowed


@pytest.mark.parametrize("severity", Severity)
def test_medium_and_worse_deny_and_milder_ones_travel_along(severity: Severity) -> None:
    verdict = Chain((Says((finding(severity),)),)).judge(ACTION)
    assert verdict.allowed is (severity in (Severity.LOW, Severity.INFO))
    assert len(verdict.findings) == 1


def test_a_rule_that_raises_is_a_denial_that_quotes_nothing() -> None:
    token = checked("ghp_")
    verdict = Chain((Says(ValueError(token)), Says((finding(Severity.INFO),)))).judge(ACTION)
    assert not verdict.allowed
    assert [f.rule for f in verdict.findings] == ["guard.told-failed", "scope.told"]
    assert token not in repr(verdict)
    assert "ValueError" in verdict.findings[0].message


def test_an_answer_that_breaks_while_it_is_read_is_a_denial_too() -> None:
    def broken():
        yield finding(Severity.INFO)
        raise KeyError("x")

    assert not Chain((Says(broken()),)).judge(ACTION).allowed  # type: ignore[arg-type]  # on purpose


def test_rules_are_listed_in_order_with_names_of_their_own() -> None:
    made = rules_of(config_of({"version": 1}), Facts())
    assert len(made) == len(RULES)
    assert [rule.name for rule in made] == ["secrets", "scope", "operations", "residency", "licences", "budget"]


def test_an_empty_configuration_is_refused_and_none_means_the_built_in_rules() -> None:
    from maestro.domain.errors import ConfigError

    with pytest.raises(ConfigError, match="version"):
        guard_of({})
    assert guard_of(None).judge(ACTION).allowed
