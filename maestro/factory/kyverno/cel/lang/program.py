"""The door of the language: an expression's text in, a program out that runs on variables."""

from collections.abc import Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.checker import check
from maestro.factory.kyverno.cel.lang.compiler import Compiler
from maestro.factory.kyverno.cel.lang.environment import Environment
from maestro.factory.kyverno.cel.lang.errors import FAILURES, CompileError, EvalError
from maestro.factory.kyverno.cel.lang.folds import Run
from maestro.factory.kyverno.cel.lang.parser import parse
from maestro.factory.kyverno.cel.lang.types import Type


@dataclass(frozen=True)
class Program:
    """A compiled expression: its text, its static type, and how to run it."""

    text: str
    type: Type
    run: Run
    size: int

    def evaluate(self, variables: Mapping[str, Any]) -> Any:
        """The value on these variables; EvalError where there is none."""
        frame: list[Any] = [None] * self.size
        frame[0] = variables
        try:
            return self.run(frame)
        except EvalError:
            raise
        except RecursionError:
            raise EvalError("the expression nests too deep to be evaluated") from None
        except FAILURES as error:
            raise EvalError(str(error)) from error


def compile_expression(text: str, environment: Environment) -> Program:
    """Parse, check and compile; CompileError says what is wrong and where."""
    try:
        node = parse(text)
        static = check(node, environment)
        compiler = Compiler(environment)
        run = compiler.compile(node, {})
    except RecursionError:
        raise CompileError("the expression nests too deep") from None
    return Program(text, static, run, compiler.size)
