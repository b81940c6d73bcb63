"""`maestro factory`: make, choose, show and check a factory. Parses, calls, prints; knows no factory's content."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from maestro.cli.pr import Factory, Form, Format, print_json
from maestro.domain.errors import ForgeError
from maestro.domain.handoff import one_line

if TYPE_CHECKING:
    from maestro.config import Settings
    from maestro.factory.catalogue import Catalogue

_MAX_RESOURCES = 64 * 1024 * 1024

app = typer.Typer(help="Make, choose, show or check a factory.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An absent or empty folder.")], form: Format = Form.TABLE
) -> None:
    """Make a factory repository of the reference factory: branch main, one commit."""
    from maestro import wiring
    from maestro.factory.reference import init_factory

    target = folder.expanduser().absolute()
    commit = init_factory(target, wiring.new_repository)
    if form is Form.JSON:
        print_json({"version": 1, "factory": str(target), "commit": commit})
        return
    typer.echo(f"made a factory in {_shown(target)} (branch main, commit {commit[:8]})")
    typer.echo(f"next: `maestro factory use {_shown(folder)}`, then `maestro chat`", err=True)


@app.command()
def use(
    factory: Annotated[str, typer.Argument(metavar="F", help="A folder, a file:// URL, or `practice`.")],
    form: Format = Form.TABLE,
) -> None:
    """Make a factory the one that every command means when none is named."""
    from maestro.cli.user_config import set_key
    from maestro.config import USER_FILE, ensure_home, load

    settings = load()
    ensure_home(settings)
    chosen = _chosen(factory, settings)
    set_key(settings.home / USER_FILE, "factory", chosen)
    if form is Form.JSON:
        print_json({"version": 1, "factory": chosen, "commit": None})
    else:
        typer.echo(f"using {_shown(Path(chosen)) if chosen else 'the practice factory'}")


def _chosen(factory: str, settings: "Settings") -> str | None:
    """The absolute path to remember; None for the practice factory, which moves with the user's folder."""
    from maestro.factory.catalogue import open_catalogue
    from maestro.factory.locate import named_factory
    from maestro.factory.reference import PRACTICE

    if factory == PRACTICE and not Path(factory).exists():
        return None
    root = named_factory(factory)
    open_catalogue(root)
    return None if root.resolve() == (settings.factories / PRACTICE).resolve() else str(root.resolve())


@app.command()
def show(factory: Factory = None, form: Format = Form.TABLE) -> None:
    """Show where the parts of the factory are and where its pull requests go."""
    facts = _facts(_root(factory))
    if form is Form.JSON:
        print_json(facts)
        return
    for name, value in facts.items():
        text = ", ".join(str(item) for item in value) if isinstance(value, list) else value
        if name != "version":
            typer.echo(f"{name:<10} {one_line(str(text)) if text not in (None, '') else '-'}")


@app.command()
def lint(factory: Factory = None, form: Format = Form.TABLE) -> None:
    """Check the factory's schema, scenarios, chart and policies; exit code 1 when something is wrong."""
    from maestro.factory.lint import lint as lint_factory
    from maestro.reporters import REPORTERS
    from maestro.reporters import Form as ReportForm

    report = lint_factory(_root(factory))
    typer.echo(REPORTERS[ReportForm(form.value)](report))
    if report.exit_code:
        raise typer.Exit(report.exit_code)


@app.command()
def clean(
    rendered: Annotated[Path, typer.Option("--rendered", metavar="FILE", help="What Helm wrote: 00-helm.yaml.")],
    mutated: Annotated[
        Path, typer.Option("--mutated", metavar="FILE", help="What the policies wrote: 01-mutated.yaml.")
    ],
    factory: Factory = None,
    form: Format = Form.TABLE,
) -> None:
    """Write the golden file to standard output: the last word on each resource, helper labels removed."""
    from maestro.factory.catalogue import open_catalogue
    from maestro.factory.cleanup import clean as cleaned
    from maestro.factory.cleanup import emit

    keys = open_catalogue(_root(factory)).manifest.cleanup
    documents = cleaned(_resources(rendered), _resources(mutated), keys)
    if form is Form.JSON:
        print_json({"version": 1, "resources": documents})
    else:
        typer.echo(emit(documents).encode(), nl=False)


def _resources(file: Path) -> list[dict[str, Any]]:
    from maestro.factory.kubernetesyaml import parse_documents
    from maestro.factory.textfile import read_text, shown

    return parse_documents(read_text(file, _MAX_RESOURCES, "resources (YAML)"), shown(file))


def _root(factory: str | None) -> Path:
    from maestro import wiring
    from maestro.config import load

    return wiring.factory(load({"factory": factory})).root


def _facts(root: Path) -> dict[str, Any]:
    from maestro.factory.catalogue import open_catalogue

    catalogue = open_catalogue(root)
    manifest = catalogue.manifest
    return {
        "version": 1,
        "factory": str(catalogue.root),
        "name": manifest.name,
        "title": manifest.title,
        "manifest": "factory.yaml" if catalogue.declared else None,
        "schema": manifest.schema,
        "scenarios": [folder.name for folder in catalogue.scenarios],
        "chart": manifest.chart if catalogue.chart else None,
        "layers": [layer.name for layer in catalogue.layers],
        "guard": manifest.guard if catalogue.guard else None,
        "requests": manifest.requests,
        "tenants": manifest.tenants,
        "identity": list(manifest.identity),
        **_git_facts(catalogue),
    }


def _git_facts(catalogue: "Catalogue") -> dict[str, Any]:
    """Where pull requests go, or why they cannot; neither keeps the factory from being shown."""
    from maestro import wiring

    base = catalogue.manifest.base
    try:
        repository = wiring.repository(catalogue.root)
        return {"base": base, "commit": repository.head(base), "forge": str(repository.path), "problem": None}
    except ForgeError as error:
        return {"base": base, "commit": None, "forge": None, "problem": error.message}


def _shown(path: Path) -> str:
    return one_line(str(path), 500)
