"""A report for people at a terminal, drawn with Rich; without colours unless asked for."""

from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from maestro.domain.findings import Report, Severity
from maestro.reporters.wording import ordered, place, plain, summary

_STYLES = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "dim",
}


def render(report: Report, *, width: int = 100, colour: bool = False) -> str:
    """The findings, worst first, then notes and one line with the numbers."""
    out = StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, color_system="standard" if colour else None
    )
    if report.findings:
        console.print(_table(report))
    for finding in ordered(report.suppressed):
        console.print(Text(f"suppressed: {finding.rule} at {place(finding)}: {plain(finding.reason)}", style="dim"))
    for note in report.notes:
        console.print(Text(f"note: {plain(note)}", style="dim"))
    console.print(Text(summary(report), style="red" if report.exit_code else "green"))
    return out.getvalue().rstrip("\n")


def _table(report: Report) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="bold")
    table.add_column("severity", no_wrap=True)
    table.add_column("where", overflow="fold", ratio=2)
    table.add_column("what", overflow="fold", ratio=5)
    for finding in ordered(report.findings):
        what = Text.assemble(plain(finding.message), (f" [{finding.rule}]", "dim"))
        if finding.remedy:
            what.append(f"\n{plain(finding.remedy)}", style="dim")
        table.add_row(Text(finding.severity, style=_STYLES[finding.severity]), Text(place(finding)), what)
    return table
