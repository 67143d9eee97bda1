"""Which process holds something, by a name that tells later whether the process still lives."""

import os
import socket
import uuid
from collections.abc import Iterable
from functools import cache
from pathlib import Path


def own_name() -> str:
    """Machine, number and start of this process, and a word that no other holder has, even of this process."""
    return f"{_machine()} {os.getpid()} {_started(os.getpid())} {uuid.uuid4().hex[:8]}"


def is_dead(holder: str) -> bool:
    """Whether the process of that name is known not to run any more: one of this machine only. So what was killed can
    be started again at once; a process of another machine is waited for."""
    machine, pid, started = (*holder.split(" "), "", "", "")[:3]
    if machine != _machine() or not pid.isdigit():
        return False
    return _started(int(pid)) != started


def _started(pid: int) -> str:
    """When a process of this machine started, in its kernel's clock ticks; empty where there is none.

    A process number is given out again, a number with its start is not.
    """
    try:
        # From field 3 on; the second, the name, is in brackets and may hold spaces (proc_pid_stat(5)).
        state, *others = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if state in "ZX" else others[18]  # a zombie is dead, and only not yet buried


@cache
def _machine() -> str:
    """This machine since it was started, as its processes are numbered: two containers are two."""
    return "/".join([socket.gethostname().replace(" ", "-"), *_numbering()])


def _numbering() -> Iterable[str]:
    try:
        yield Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        yield os.readlink("/proc/self/ns/pid")
    except OSError:
        # No /proc: nobody is known to be dead, and a lease ends by its time.
        yield uuid.uuid4().hex
