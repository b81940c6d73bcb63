"""The parts that all CEL policies share, compiled: conditions, lazy variables, audit annotations, messages.

Kyverno's kinds refuse a policy that does not compile; admission policies keep it and fail where the broken
expression is used. Both come from here.
"""

from collections.abc import Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.environments import Place, PolicyStructs, environment_of
from maestro.factory.kyverno.cel.lang.access import Lazy
from maestro.factory.kyverno.cel.lang.environment import Environment
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError
from maestro.factory.kyverno.cel.lang.program import Program, compile_expression
from maestro.factory.kyverno.cel.lang.types import BOOL, NULL, STRING, Type

Variables = Mapping[str, Any]


class BrokenProgram:
    """An expression that did not compile, kept: evaluating it is an error."""

    def __init__(self, problem: str) -> None:
        """Remember why."""
        self._problem = problem

    def evaluate(self, _variables: Variables) -> Any:
        """Say why it cannot be evaluated."""
        raise EvalError(f"compilation error: {self._problem}")


AnyProgram = Program | BrokenProgram


class Expressions:
    """Compiles the expressions of one policy in its place; `lenient` keeps broken ones."""

    def __init__(self, place: Place, *, lenient: bool = False) -> None:
        """Open the place; no variable is known yet."""
        self.environment: Environment
        self._structs: PolicyStructs
        self.environment, self._structs = environment_of(place)
        self._lenient = lenient
        self._named = not place.kyverno  # Kubernetes names what goes wrong in its messages

    def compile(self, text: Any, *results: Type) -> AnyProgram:
        """One expression that must have one of the given types (any type where none is given)."""
        try:
            return self._compile(text, results)
        except CompileError as error:
            if self._lenient:
                return BrokenProgram(error.message)
            raise

    def _compile(self, text: Any, results: tuple[Type, ...]) -> Program:
        if not isinstance(text, str) or not text.strip():
            raise CompileError(f"expected an expression, found {text!r}")
        program = compile_expression(text, self.environment)
        if results and program.type not in results:
            wanted = " or ".join(map(str, results))
            raise CompileError(f"output is expected to be of type {wanted}, found {program.type}: {text.strip()}")
        return program

    def variables(self, declared: Any) -> "PolicyVariables":
        """The policy's own variables, each seeing those before it."""
        programs: dict[str, AnyProgram] = {}
        for item in entries(declared):
            name = str(item.get("name") or "")
            program = self.compile(item.get("expression"))
            programs[name] = program
            if isinstance(program, Program):
                self._structs.variables[name] = program.type
        return PolicyVariables(programs, named=self._named)

    def conditions(self, declared: Any) -> "Conditions":
        """Conditions that must all hold."""
        found = entries(declared)
        texts = tuple(str(item.get("expression") or "") for item in found) if self._named else ()
        return Conditions(tuple(self.compile(item.get("expression"), BOOL) for item in found), texts)

    def annotations(self, declared: Any) -> "AuditAnnotations":
        """Audit annotations."""
        return AuditAnnotations(
            {
                str(item.get("key") or ""): self.compile(item.get("valueExpression"), STRING, NULL)
                for item in entries(declared)
            }
        )


def entries(value: Any) -> list[Mapping[str, Any]]:
    """The maps of a list; CompileError where it is something else."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise CompileError("expected a list of objects in the policy's specification")
    return value


@dataclass(frozen=True)
class PolicyVariables:
    """A policy's variables, compiled; evaluated once per admission, when first asked for."""

    programs: Mapping[str, AnyProgram]
    named: bool = False

    def bind(self, variables: dict[str, Any]) -> None:
        """Put them among the variables of an evaluation."""
        variables["variables"] = _LazyVariables(self.programs, variables, self.named)


class _LazyVariables(Lazy):
    __slots__ = ("_made", "_named", "_programs", "_variables")

    def __init__(self, programs: Mapping[str, AnyProgram], variables: Variables, named: bool) -> None:
        self._programs = programs
        self._named = named
        self._variables = variables
        self._made: dict[str, Any] = {}

    def field(self, name: str) -> Any:
        if name in self._made:
            value = self._made[name]
        else:
            value = self._made[name] = self._evaluate(name)
        if isinstance(value, EvalError):
            raise value
        return value

    def _evaluate(self, name: str) -> Any:
        program = self._programs.get(name)
        if program is None:
            return EvalError(f"no such key: {name}")
        try:
            return program.evaluate(self._variables)
        except EvalError as error:
            return EvalError(f'composited variable "{name}" fails to evaluate: {error}') if self._named else error


def named_error(text: str, error: EvalError) -> str:
    """An error in Kubernetes' words, with the expression that it is of."""
    return f"expression '{text}' resulted in error: {error}"


@dataclass(frozen=True)
class Conditions:
    """Conditions that must all hold. One that is false beats one that cannot be evaluated. `texts` to name them by."""

    programs: tuple[AnyProgram, ...] = ()
    texts: tuple[str, ...] = ()

    def hold(self, variables: Variables) -> bool:
        """Whether all hold; EvalError where that cannot be said."""
        problems: list[str] = []
        for index, program in enumerate(self.programs):
            try:
                answer = program.evaluate(variables)
            except EvalError as error:
                problems.append(named_error(self.texts[index], error) if self.texts else str(error))
                continue
            if answer is False:
                return False
            if answer is not True:
                problems.append(f"expected a bool, found {answer!r}")
        if problems:
            several = f"[{', '.join(problems)}]" if self.texts else "; ".join(problems)
            raise EvalError(several if len(problems) > 1 else problems[0])
        return True


@dataclass(frozen=True)
class AuditAnnotations:
    """Audit annotations; what they say is only seen where an error of theirs is."""

    programs: Mapping[str, AnyProgram]

    def evaluate(self, variables: Variables) -> dict[str, str]:
        """Their texts by key; EvalError where one has none."""
        texts: dict[str, str] = {}
        for key, program in self.programs.items():
            try:
                value = program.evaluate(variables)
            except EvalError as error:
                raise EvalError(f"failed to evaluate auditAnnotation '{key}': {error}") from None
            if not isinstance(value, str):
                raise EvalError(f"failed to convert auditAnnotation '{key}' expression")
            if value:
                texts[key] = value
        return texts


@dataclass(frozen=True)
class Validation:
    """One validation: its expression, and what is said where it is false."""

    program: AnyProgram
    message: str = ""
    message_program: AnyProgram | None = None

    @classmethod
    def of(cls, item: Mapping[str, Any], expressions: Expressions) -> "Validation":
        """Compile it."""
        message = item.get("messageExpression")
        return cls(
            expressions.compile(item.get("expression"), BOOL),
            str(item.get("message") or ""),
            expressions.compile(message, STRING) if message else None,
        )
