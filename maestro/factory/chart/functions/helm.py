"""Helm's own functions: include, tpl, required, fail, lookup. Owns how templates call each other."""

from typing import Any

from maestro.factory.chart.errors import ChartError, GoError, LimitError
from maestro.factory.chart.template.compiler import NO_VALUE
from maestro.factory.chart.template.frame import Frame
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.quoting import quote

WARN_START, WARN_END = "HELM_ERR_START", "HELM_ERR_END"
ROOT = "gotpl"


def _include(frame: Frame, name: str, data: Any) -> str:
    run = frame.run
    count = run.included.get(name, 0)
    if count > run.limits.includes:
        raise GoError(f"rendering template has a nested reference name: {name}: unable to execute template")
    run.included[name] = count + 1
    program = run.programs.get(name)
    try:
        if program is None:
            raise GoError(f"template: no template {quote(name)} associated with template {quote(ROOT)}")
        return run.execute(program, data)
    finally:
        run.included[name] -= 1


def _tpl(frame: Frame, text: str, data: Any) -> str:
    if "{{" not in text:
        return text.replace(NO_VALUE, "")
    run = frame.run
    try:
        main, others = run.compile_text(ROOT, text)
    except ChartError as error:
        raise GoError(f"cannot parse template {quote(text)}: {error}") from None
    outer = run.programs
    if others:
        run.programs = {**outer, **others}
    try:
        return run.execute(main, data).replace(NO_VALUE, "")
    except ChartError as error:
        if isinstance(error, LimitError):
            raise
        raise GoError(f"error during tpl function execution for {quote(text)}: {error}") from None
    finally:
        run.programs = outer


def _required(message: str, value: Any) -> Any:
    if value is None or value == "":
        raise GoError(WARN_START + message + WARN_END)
    return value


def _fail(message: str) -> str:
    raise GoError(WARN_START + message + WARN_END)


HELM = functions(
    Family.HELM,
    ("include", _include, "frame string any"),
    ("tpl", _tpl, "frame string any"),
    ("required", _required, "string any"),
    ("fail", _fail, "string"),
    ("lookup", lambda *_names: {}, "string string string string"),
    ("getHostByName", lambda _name: "", "string"),
)
__all__ = ["HELM", "ROOT", "WARN_END", "WARN_START"]
