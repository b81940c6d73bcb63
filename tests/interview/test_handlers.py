"""The table of handlers is whole."""

from typing import get_args

from maestro.domain import acts as a
from maestro.interview.handlers import HANDLERS


def test_every_act_has_a_handler() -> None:
    """But those that are about all environments at once, which never come to one."""
    assert set(HANDLERS) == set(get_args(a.Act)) - {a.SameAs, a.Resize}
