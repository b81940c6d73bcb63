"""The world outside of policies, for those that ask: the time, a reader of YAML, chance."""

import random
from datetime import UTC, datetime
from typing import Any

from maestro.domain.errors import MaestroError
from maestro.factory.kubernetesyaml import parse_one
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside


def outside() -> Outside:
    """The world for policies that ask: the present time, a YAML reader, chance."""
    return Outside(datetime.now(UTC), _read_yaml, random.SystemRandom().randrange)


def _read_yaml(text: str) -> Any:
    try:
        return parse_one(text)
    except MaestroError as error:
        raise QueryError(error.message) from error
