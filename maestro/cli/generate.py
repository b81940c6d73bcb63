"""`maestro generate`: what a request becomes, in process: the four files of the factory's pipeline."""

from pathlib import Path
from typing import Annotated

import typer

from maestro import config

Request = Annotated[Path, typer.Argument(metavar="REQUEST", help="The request file.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the four files go; made when absent.")]
Factory = Annotated[
    str | None,
    typer.Option("--factory", metavar="PATH|URL", help="The factory; else the configured one.", show_default=False),
]


def generate(request: Request, out: Out, factory: Factory = None) -> None:
    """Render a request, apply the policies, clean up, validate; ends with 1 when a policy fails."""
    from maestro import wiring
    from maestro.cli.requestfiles import check, read
    from maestro.factory.catalogue import open_catalogue
    from maestro.factory.pipelinefiles import write

    opened = open_catalogue(wiring.factory(config.load({"factory": factory})).root)
    files = read([request])
    check(files, opened)
    made = wiring.pipeline(opened).run(files.requests[0])
    write(made, out)
    for verdict in (*made.failures, *made.warnings):
        typer.echo(f"{verdict.result}: {verdict.policy} on {verdict.name}: {verdict.message}", err=True)
    counts = ", ".join(f"{number} {name}" for name, number in made.counts.items() if number)
    typer.echo(f"{len(made.golden)} resources in {out / '02-golden.yaml'}; policies: {counts or 'none'}")
    if made.failures:
        raise typer.Exit(1)
