"""Policies that nobody wrote: the real tool says the same of them, rule by rule, and patches the same."""

from pathlib import Path

import pytest

from tests.factory.kyverno.random_cel import RandomCel
from tests.factory.kyverno.random_policies import Case, RandomPolicies
from tests.factory.kyverno.reported import accepts, ours, theirs

pytestmark = [pytest.mark.realtools, pytest.mark.timeout(300)]
HOW_MANY = 40


def differences(kyverno: str, folder: Path, cases: list[Case]) -> list[str]:
    """A line for each case of which the two say something else; some policies the real tool refuses in silence."""
    mine = ours(cases)
    real = theirs(kyverno, folder, [case for case in cases if not _stops(case, mine.invalid)])
    told = [
        (policy["metadata"]["name"], policy, resource)
        for policy, resource in cases
        if not _stops((policy, resource), mine.invalid)
    ]
    taken = [
        f"{policy['metadata']['name']}: taken there but refused here\n  {policy}"
        for policy, resource in cases
        if _stops((policy, resource), mine.invalid) and accepts(kyverno, folder, (policy, resource))
    ]
    return taken + [
        f"{name}: {real.of(name)} but here {mine.of(name)}\n  {policy}\n  {resource}"
        for name, policy, resource in told
        if real.of(name) != mine.of(name) and not (name in mine.invalid and name not in real.verdicts)
    ]


def _stops(case: Case, invalid: set[str]) -> bool:
    """A CEL policy that does not compile ends the real tool's whole run."""
    policy, _ = case
    return policy["metadata"]["name"] in invalid and policy["kind"] != "ClusterPolicy"


@pytest.mark.parametrize("seed", [3, 8])
def test_classic(seed: int, real_kyverno: str, tmp_path: Path) -> None:
    assert not differences(real_kyverno, tmp_path, RandomPolicies(seed).cases(HOW_MANY))


@pytest.mark.parametrize("seed", [1, 2])
def test_cel(seed: int, real_kyverno: str, tmp_path: Path) -> None:
    assert not differences(real_kyverno, tmp_path, RandomCel(seed).cases(HOW_MANY))
