"""Periods, whose limit counts, and what a refusal says."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.budget.base import Account, Amount
from maestro.budget.limits import Limits, Period, TenantLimit, check, period_key
from maestro.domain.errors import BlockedError

ACCOUNT = Account("shop", "7", "docs")


@pytest.mark.parametrize(
    ("period", "key"),
    [(Period.DAY, "2026-01-01"), (Period.WEEK, "2026-W01"), (Period.MONTH, "2026-01"), (Period.YEAR, "2026")],
)
def test_a_moment_lies_in_its_period(period: Period, key: str) -> None:
    assert period_key(period, datetime(2026, 1, 1, tzinfo=UTC)) == key


def test_a_week_across_the_year_is_one_week() -> None:
    ends = (datetime(2025, 12, 29, tzinfo=UTC), datetime(2026, 1, 4, tzinfo=UTC))
    assert {period_key(Period.WEEK, moment) for moment in ends} == {"2026-W01"}


def test_a_tenant_with_a_limit_of_its_own_has_that_one() -> None:
    own = TenantLimit(Amount(Decimal(1), 1), Period.DAY)
    limits = Limits(tenants={"shop": own})
    assert limits.of("shop") == own
    assert limits.of("other") == limits.tenant


def test_nothing_stated_is_still_a_limit() -> None:
    assert Limits().task.usd < 100
    assert Limits().of("anybody").amount.tokens < 10**9


def test_a_refusal_says_whose_what_and_who_can_help() -> None:
    with pytest.raises(BlockedError) as refused:
        check(
            ACCOUNT, Amount(Decimal("0.50")), Amount(Decimal("1.75")), Amount(Decimal(2), 10), "tenant shop in 2026-03"
        )
    for part in ("tenant shop in 2026-03", "task docs of run 7", "2 USD", "1.75 USD", "0.50 USD", "guard.yaml"):
        assert part in refused.value.message
    assert refused.value.exit_code == 3


@given(
    st.decimals(0, 100, places=4), st.decimals(0, 100, places=4), st.decimals(0, 100, places=4),
    st.integers(0, 99), st.integers(0, 99), st.integers(0, 99),
)  # fmt: skip
def test_it_fits_exactly_when_the_sum_does(
    asked: Decimal, booked: Decimal, limit: Decimal, more: int, there: int, most: int
) -> None:
    fits = asked + booked <= limit and more + there <= most
    try:
        check(ACCOUNT, Amount(asked, more), Amount(booked, there), Amount(limit, most), "x")
    except BlockedError:
        assert not fits
    else:
        assert fits
