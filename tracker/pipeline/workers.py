"""Processes that answer questions, one at a time each: a question that ends its process costs only its own answer."""

import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from math import ceil
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Self, TypeVar

from tracker.errors import LostAnswerError, ProcessesError

Question = TypeVar("Question")
Answer = TypeVar("Answer")

#: Imported once in the process that the workers are forked from: a worker then starts in milliseconds.
_PRELOADED = ["tracker.pipeline.tasks"]
#: Seconds in which a process must have started.
_START = 120
#: Seconds after its time limit at which a worker that nobody ends is ended by its own alarm.
_GRACE = 2
_TRIES = 3
_ENDED = "the processes that do the work were ended"
#: `multiprocessing` looks after all its children whenever it starts one or waits for one, and of two threads that ask
#: for the exit code of one child, one is told a wrong one.
_BOOK = threading.Lock()


class Workers(Generic[Question, Answer]):
    """Up to `count` processes that run `task` (both picklable). A context manager; processes start when needed.

    Each has a pipe of its own, so that it is certain which question ended it: by a crash in a C library, by the system
    for want of memory, or at the time `limit` (seconds a question). None outlives the process that asks.
    """

    def __init__(self, task: Callable[[Question], Answer], *, count: int, limit: float | None = None) -> None:
        self._task = task
        self._limit = limit
        # A thread for each process: it waits for the answer, and nobody else waits meanwhile.
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker")
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, question: Question) -> "Future[Answer]":
        """The answer, when a process was free for the question and done with it. What the task raises is raised there;
        `LostAnswerError` where the question ended its process, `ProcessesError` where there is none to answer it."""
        return self._threads.submit(self._ask, question)

    def close(self) -> None:
        """End all processes. Questions without an answer get none any more. Closing twice is no error."""
        with self._lock:
            self._closed = True
            for worker in self._all:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._all:
            worker.end()
        self._all.clear()

    def _ask(self, question: Question) -> Answer:
        for _ in range(_TRIES):
            worker = self._free()
            try:
                answered, answer = worker.ask(question, self._limit)
            except _EndedFromOutsideError:
                # A service that is stopped: all its processes are told to end, and the one that asks may still want
                # to finish what it has begun.
                self._drop(worker)
                continue
            except BaseException:
                self._drop(worker)
                raise
            self._idle.put(worker)
            if not answered:
                raise answer
            found: Answer = answer
            return found
        raise ProcessesError("the processes that do the work are ended from outside")

    def _free(self) -> "_Worker":
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            worker = _Worker(self._task, self._limit)
        with self._lock:
            if not self._closed:
                self._all.add(worker)
                return worker
        worker.end()
        raise ProcessesError(_ENDED)

    def _drop(self, worker: "_Worker") -> None:
        with self._lock:
            self._all.discard(worker)
            closed = self._closed
        worker.end()
        if closed:
            raise ProcessesError(_ENDED)


class _EndedFromOutsideError(Exception):
    """Not by its question: the process was told to end."""


class _Worker:
    """One process and the pipe to it. Raises ProcessesError where it does not start."""

    def __init__(self, task: Callable[..., object], limit: float | None) -> None:
        methods = multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            context.set_forkserver_preload(_PRELOADED)
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, task, limit), daemon=True)
        try:
            with _BOOK:
                self._process.start()
            theirs.close()  # else the pipe would not end with the process
            if self._pipe.poll(_START):
                self._pipe.recv()
                return
        except (OSError, EOFError) as error:
            raise ProcessesError(f"no process can be started to do the work ({error or 'it ended'})") from error
        self.end()
        raise ProcessesError(f"no process can be started to do the work within {_START} seconds")

    def ask(self, question: object, limit: float | None) -> tuple[bool, Any]:
        """Whether the task returned, and what it returned or raised. Raises LostAnswerError."""
        try:
            self._pipe.send(question)
            answered = self._pipe.poll(limit)
            if answered:
                found: tuple[bool, Any] = self._pipe.recv()
                return found
        except (EOFError, OSError):
            code = self._wait()
            if code == -signal.SIGTERM:
                raise _EndedFromOutsideError from None
            raise LostAnswerError(f"it ended the process ({_said(code)})") from None
        raise LostAnswerError(f"it took longer than {limit:g} seconds")

    def kill(self) -> None:
        """End the process, whatever it is doing; to a thread that waits for its answer it is lost."""
        with _BOOK:
            self._process.kill()

    def end(self) -> None:
        """End the process and all that is kept of it here."""
        self.kill()
        self._wait()
        self._pipe.close()

    def _wait(self) -> int | None:
        with _BOOK:
            self._process.join()
            code: int | None = self._process.exitcode
            return code


def _said(code: int | None) -> str:
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"exit code {code}"


def _work(pipe: Connection, task: Callable[[Any], object], limit: float | None) -> None:
    """All that a process does."""
    # A person who stops the program by the keyboard stops the one that asks, which ends its workers when it is done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Told to end, it ends, whatever a library or a tool had set for that: a handler would run in the midst of a task,
    # and what it raised would count as the task's.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()
    pipe.send(None)
    while True:
        try:
            question = pipe.recv()
        except EOFError:
            return
        _set_alarm(limit)
        try:
            answer = True, task(question)
        except Exception as error:  # noqa: BLE001  # raised again where the question was asked
            answer = False, error
        _set_alarm(None)
        pipe.send(answer)


def _set_alarm(limit: float | None) -> None:
    """The system's own clock ends a process that is stuck in a C library, where no thread of Python's runs, also when
    the one that asks is gone and cannot."""
    if hasattr(signal, "alarm"):
        signal.alarm(0 if limit is None else ceil(limit) + _GRACE)


def end_with_parent() -> None:
    """Ends this worker when the process that asked is gone: killed, that one can tell nobody, and a worker that waits
    for its next question would wait for ever."""
    parent = multiprocessing.parent_process()

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
