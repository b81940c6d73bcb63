"""Versions for templates: `semver` and `semverCompare`."""

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.versions import Version, VersionError, parse_version, satisfies


def _semver(text: str) -> Version:
    try:
        return parse_version(text)
    except VersionError as error:
        raise GoError(str(error)) from None


def _compare(constraint: str, text: str) -> bool:
    try:
        satisfies(constraint, Version(0, 0, 0))  # a wrong constraint is told before a wrong version
        return satisfies(constraint, parse_version(text))
    except VersionError as error:
        raise GoError(str(error)) from None


SEMVER = functions(Family.SEMVER, ("semver", _semver, "string"), ("semverCompare", _compare, "string string"))
