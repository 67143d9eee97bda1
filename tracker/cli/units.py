"""What cron and systemd are to be given, so that they run a command every ten minutes. Pure."""

import shlex
from collections.abc import Sequence
from pathlib import Path

#: The shortest pause between two polls: oftener finds nothing due.
_MINUTES = 10


def crontab(command: Sequence[str], *, folder: Path) -> str:
    """A line for `crontab -e`. What is due is looked for every ten minutes; a crawl that is still at work keeps its
    outlets, and the next one leaves them alone."""
    line = f"cd {shlex.quote(str(folder))} && {shlex.join(command)} >> crawl.log 2>&1"
    # In a crontab an unescaped % is the end of the line (crontab(5)).
    escaped = line.replace("%", r"\%")
    return f"# crontab -e, and this line:\n*/{_MINUTES} * * * * {escaped}\n"


def systemd_units(command: Sequence[str], *, folder: Path) -> str:
    """A service and its timer, to be put into two files. The service is not started again while it runs."""
    start = " ".join(_quoted(word) for word in command)
    return f"""\
# ~/.config/systemd/user/tracker-crawl.service
[Unit]
Description=Republication tracker: crawl what is due

[Service]
Type=oneshot
WorkingDirectory={_escaped(str(folder))}
ExecStart={start}
# 1: done, with failures listed.
SuccessExitStatus=1
# At SIGTERM the pages on the line are recorded.
TimeoutStopSec=2min
Nice=10

# ~/.config/systemd/user/tracker-crawl.timer
[Unit]
Description=Republication tracker: look every {_MINUTES} minutes for what is due

[Timer]
OnBootSec=2min
OnUnitInactiveSec={_MINUTES}min

[Install]
WantedBy=timers.target

# systemctl --user daemon-reload && systemctl --user enable --now tracker-crawl.timer
# loginctl enable-linger    (so that it runs while you are not logged in)
"""


def _escaped(word: str) -> str:
    """`%` begins a specifier in units (systemd.unit(5))."""
    return word.replace("%", "%%")


def _quoted(word: str) -> str:
    """A word of a command line (systemd.service(5)): `$` would begin a variable."""
    escaped = _escaped(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    plain = escaped == word and word and not any(character.isspace() or character in "';" for character in word)
    return word if plain else f'"{escaped}"'
