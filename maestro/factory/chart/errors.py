"""What can go wrong with a chart. Owns this room's error classes; exit codes are the domain's.

UnreadableError        2  domain
└── ChartError            the chart, its values or a template is wrong; the message is Helm's
    ├── TemplateParseError   a template's text is wrong
    ├── TemplateExecError    a template failed while it was executed
    └── LimitError           a bound of the sandbox was reached
"""

from maestro.domain.errors import UnreadableError


class ChartError(UnreadableError):
    """A chart cannot be loaded or rendered."""

    code = "chart"


class TemplateParseError(ChartError):
    """The text of a template is not a template."""


class TemplateExecError(ChartError):
    """A template failed; `message` has Go's form: `template: NAME:LINE:COL: executing "NAME" at <NODE>: REASON`."""


class LimitError(ChartError):
    """Rendering was stopped because it took too long, nested too deep or wrote too much."""


class GoError(Exception):
    """The error a template function returns; the caller puts its own place in front. Never leaves this room."""


class YamlError(Exception):
    """A YAML text could not be read, in go-yaml's words. Never leaves this room."""


class JsonError(Exception):
    """A JSON text could not be read, or a value written, in Go's words. Never leaves this room."""
