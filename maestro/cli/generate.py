"""`maestro generate`: what a request becomes, in process: the four files of the factory's pipeline."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from maestro import config
from maestro.domain.errors import UnreadableError, ViolationError

if TYPE_CHECKING:
    from maestro.factory.catalogue import Catalogue
    from maestro.factory.generated import Generated

Request = Annotated[Path, typer.Argument(metavar="REQUEST", help="The request file.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the four files go; made when absent.")]
Factory = Annotated[
    str | None,
    typer.Option("--factory", metavar="PATH|URL", help="The factory; else the configured one.", show_default=False),
]
Form = Annotated[Literal["table", "json"], typer.Option("--format", help="For people or for programs.")]


def generate(request: Request, out: Out, factory: Factory = None, form: Form = "table") -> None:
    """Render a request, apply the policies, clean up, validate; ends with 1 when a policy fails."""
    from maestro import wiring
    from maestro.factory.pipelinefiles import write

    opened = wiring.catalogue(wiring.factory(config.load({"factory": factory})).root)
    made = wiring.pipeline(opened).run(_request(request, opened))
    write(made, out)
    if form == "json":
        typer.echo(json.dumps(_document(made, out), ensure_ascii=False))
    else:
        _tell(made, out)
    if made.failures:
        raise typer.Exit(1)


def _request(file: Path, opened: "Catalogue") -> dict[str, Any]:
    """The one valid request of a file."""
    from maestro.factory.requestfile import read_documents
    from maestro.factory.schema import Validator

    documents = read_documents(file)
    if len(documents) != 1:
        raise UnreadableError(f"{file}: expected one request, found {len(documents)}.", path=str(file))
    found: dict[str, Any] = documents[0].value
    wrong = Validator(opened.schema, trusting=True).check(found).all
    if wrong:
        lines = [f"{documents[0].place(v.path)}: {v.message}" for v in wrong]
        raise ViolationError("\n".join((*lines, "Nothing was generated.")), path=wrong[0].path or None)
    return found


def _tell(made: "Generated", out: Path) -> None:
    from maestro.chat.plaintext import one_line

    for verdict in (*made.failures, *made.warnings):
        typer.echo(one_line(f"{verdict.result}: {verdict.told}"), err=True)
    counts = ", ".join(f"{number} {name}" for name, number in made.counts.items() if number)
    typer.echo(f"{len(made.golden)} resources in {out / '02-golden.yaml'}; policies: {counts or 'none'}")


def _document(made: "Generated", out: Path) -> dict[str, Any]:
    def rows(verdicts: Any) -> list[dict[str, Any]]:
        return [
            {
                "source": "policy",
                "path": v.path,
                "message": v.told,
                "policy": v.policy,
                "rule": v.rule or None,
                "resource": v.name,
            }
            for v in verdicts
        ]

    return {
        "version": 1,
        "files": [str(out / name) for name in made.files()],
        "resources": dict(made.kinds),
        "policies": dict(made.counts),
        "violations": rows(made.failures),
        "warnings": rows(made.warnings),
        "error": None,
    }
