"""Every function that a chart's template can call, by family.

FUNCTIONS is the whole list; a new function gets a row in its family.
"""

from collections.abc import Mapping

from maestro.factory.chart.functions.builtins import BUILTINS
from maestro.factory.chart.functions.certificates import CERTIFICATES
from maestro.factory.chart.functions.crypto import CRYPTO
from maestro.factory.chart.functions.dates import DATES
from maestro.factory.chart.functions.dicts import DICTS
from maestro.factory.chart.functions.encoding import ENCODING
from maestro.factory.chart.functions.helm import HELM
from maestro.factory.chart.functions.lists import LISTS
from maestro.factory.chart.functions.logic import LOGIC
from maestro.factory.chart.functions.math import MATH
from maestro.factory.chart.functions.paths import PATHS
from maestro.factory.chart.functions.reflection import REFLECTION
from maestro.factory.chart.functions.regex import REGEX
from maestro.factory.chart.functions.semver import SEMVER
from maestro.factory.chart.functions.strings import STRINGS
from maestro.factory.chart.template.signature import Function

# the later family wins, as Helm's own functions win over those of the libraries
FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for family in (
        BUILTINS,
        STRINGS,
        LISTS,
        DICTS,
        LOGIC,
        MATH,
        DATES,
        ENCODING,
        REGEX,
        CRYPTO,
        CERTIFICATES,
        SEMVER,
        REFLECTION,
        PATHS,
        HELM,
    )
    for function in family
}
