"""What ends a command, as one sentence on stderr and an exit code. A traceback only with -vv.

Codes: 2 wrong use, or something in the way that a person can move; 70 a fault of the program (EX_SOFTWARE of
sysexits.h); 130 stopped by the user.
"""

import errno
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Callable
from typing import Any

from typer.exceptions import Abort, Exit, TyperException

from tracker.cli.loudness import verbosity
from tracker.errors import TrackerError

IN_THE_WAY = 2
FAULT = 70
STOPPED = 130
_STOPPED = "stopped; what was recorded stays, and the same command goes on from there"
#: What a person can do about an error of the system.
_ADVICE = {
    errno.ENOSPC: "the disk is full; make room and run the same command again, what was recorded stays",
    errno.EDQUOT: "your quota of the disk is used up; make room and run the same command again",
    errno.EACCES: "its rights do not allow this; change them, or name another",
    errno.EPERM: "its rights do not allow this; change them, or name another",
    errno.EROFS: "the disk can only be read; name a place on another",
    errno.ENOENT: "there is no such file or folder; create it first, or name another",
    errno.EISDIR: "this is a folder; name a file in it",
    errno.ENOTDIR: "a file stands where a folder is meant; name another",
    errno.ENAMETOOLONG: "the name is too long; name another",
    errno.EMFILE: "too many files are open; allow more with `ulimit -n 4096`",
    errno.ENOMEM: "the memory is used up; use fewer --workers, or end other programs",
}

#: How Typer offers what was probably meant.
_OFFERED = re.compile(r"\.? (?:\(Possible options: (.+)\)|Did you mean (.+)\?)$")


def said_plainly(run: Callable[[], Any]) -> Any:
    """What `run` gives. Whatever ends it is said in one sentence, and Typer's Exit is raised with its code.

    Wrong use, Typer's own errors, go through: `say_wrong_use` is for them.
    """
    try:
        result = run()
        sys.stdout.flush()
    except (TyperException, Exit, Abort):
        raise
    except TrackerError as error:
        _say(str(error))
        raise Exit(IN_THE_WAY) from error
    except KeyboardInterrupt:
        _say(_STOPPED)
        raise Exit(STOPPED) from None
    except BrokenPipeError:
        _forget_stdout()  # whoever read us (`head`) has enough
        raise Exit(0) from None
    except Exception as error:
        advice = _of_the_system(error)
        _say(advice or _fault(error))
        if advice and isinstance(error, OSError) and error.filename is None:
            _forget_stdout()
        raise Exit(IN_THE_WAY if advice else FAULT) from error
    return result


def say_wrong_use(error: TyperException) -> int:
    """Wrong use in one sentence, with the help that tells the right one; its exit code."""
    said = error.format_message()
    if said.startswith("Usage: "):  # nothing was given: the whole help
        sys.stderr.write(f"{said}\n")
        return error.exit_code
    path = getattr(getattr(error, "ctx", None), "command_path", "tracker")
    said = " ".join(said.split()).rstrip(".").replace(": Value error, ", ": ")
    said = _OFFERED.sub(lambda found: f"; did you mean {found[1] or found[2]}?", said)
    end = "" if said.endswith("?") else ";"
    _say(f"{said[:1].lower()}{said[1:]}{end} `{path} --help` says what can be given", told=error)
    return error.exit_code


def _say(sentence: str, *, told: BaseException | None = None) -> None:
    from tracker.reports import visible

    if verbosity() > 1:
        error = told or sys.exc_info()[1]
        sys.stderr.write(visible("".join(traceback.format_exception(error)), breaks=True) if error else "")
    sys.stderr.write(f"tracker: {visible(' '.join(sentence.split()))}\n")


def _of_the_system(error: Exception) -> str:
    """What stands in the way and what to do, where it is the system that refuses; else nothing."""
    if isinstance(error, MemoryError):
        return _ADVICE[errno.ENOMEM]
    if not isinstance(error, OSError) or error.errno is None:
        return ""
    named = [os.fsdecode(name) for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
    advice = _ADVICE.get(error.errno, error.strerror or str(error)) if named or error.errno in _ADVICE else ""
    return ": ".join([*named[:1], advice]) if advice else ""


def _fault(error: Exception) -> str:
    """An error that nobody thought of: what it is, and where its traceback is, to be reported."""
    said = " ".join(f"{type(error).__name__}: {error}".rstrip(": ").split())
    begin = f"this is a fault of the program and not yours ({said[:300]})"
    if verbosity() > 1:
        return f"{begin}; please report it with the lines above"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix="tracker-", suffix=".txt", delete=False
        ) as file:
            file.write(f"{sys.version}\n\n{traceback.format_exc()}")
    except OSError:
        return f"{begin}; run it again with -vv, and report it with what it says then"
    return f"{begin}; please report it with what stands in {file.name}"


def _forget_stdout() -> None:
    """Python's own flush at the end must find a stdout that takes it."""
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):  # no file behind it, as in a test
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)
