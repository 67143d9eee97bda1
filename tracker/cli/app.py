"""The command `tracker`: its commands in the order of the work, its errors as one sentence, its exit codes.

Exit codes: 0 done; 1 done, with failures listed; 2 wrong use; 130 stopped by the user.
"""

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tracker import __version__
from tracker.cli.agencies import agencies
from tracker.cli.chain import chain
from tracker.cli.config import config
from tracker.cli.crawl import crawl
from tracker.cli.demo import demo
from tracker.cli.diff import diff
from tracker.cli.doctor import doctor
from tracker.cli.export import export
from tracker.cli.ingest import ingest
from tracker.cli.link import link
from tracker.cli.outlets import outlets
from tracker.cli.report import report
from tracker.cli.reprocess import reprocess
from tracker.cli.schedule import schedule
from tracker.cli.serve import serve
from tracker.cli.show import show
from tracker.cli.sql import sql
from tracker.cli.verdict import verdict
from tracker.errors import TrackerError
from tracker.reports import visible


def main() -> None:
    """The entry point. A terminal that cannot show a character gets its number, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="tracker")


#: In the order of the work, as `tracker --help` lists them.
_ORDER = [
    "crawl", "schedule", "ingest", "link", "reprocess", "show", "chain", "diff", "report", "export", "verdict", "sql",
    "serve", "outlets", "agencies", "config", "demo", "doctor",
]  # fmt: skip


class _Commands(TyperGroup):
    """Commands in the order of the work; the tracker's errors as one sentence on stderr and exit code 2."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as Click calls it
        return sorted(self.commands, key=_ORDER.index)

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except TrackerError as error:
            sys.stderr.write(f"tracker: {visible(str(error))}\n")
            raise typer.Exit(2) from error
        except KeyboardInterrupt:
            sys.stderr.write("tracker: stopped; what was recorded stays, and the same command goes on from there\n")
            raise typer.Exit(130) from None
        except BrokenPipeError:
            # Whoever read us (`head`) has enough. Python's own flush at the end must find a stdout that takes it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        return result


# Plain help, without rich: it appears in half the time, and looks the same in a terminal, a pipe and this README.
app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"republication-tracker {__version__}\n")
        raise typer.Exit


@app.callback()
def _tracker(
    version: Annotated[
        bool, typer.Option("--version", help="Say the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Which outlet republished which story, when, how much of it, on what evidence.

    Results go to stdout, progress and advice to stderr. Exit codes: 0 done, 1 done with failures listed, 2 wrong use.
    """


for _command in (crawl, schedule, ingest, link, reprocess, show, chain, diff, report, sql, serve, config, demo, doctor):
    app.command()(_command)
app.add_typer(outlets, name="outlets")
app.add_typer(agencies, name="agencies")
app.add_typer(export, name="export")
app.add_typer(verdict, name="verdict")
