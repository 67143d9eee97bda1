"""Work in several processes with the answers in the order of the questions, and a bounded number under way."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")

#: Imported once in the process that the workers are forked from: a worker then starts in milliseconds.
_PRELOADED = ["tracker.pipeline.tasks"]


class Pool(Generic[Question, Answer]):
    """Runs `task` over chunks of questions in `workers` processes; with one worker, in this process.

    A question that kills its process (a crash in a C library) is answered by `crashed`; all others get their answer.
    """

    def __init__(
        self,
        task: Callable[[Sequence[Question]], list[Answer]],
        *,
        workers: int,
        chunk: int,
        crashed: Callable[[Question], Answer],
    ) -> None:
        self._task = task
        self._workers = workers
        self._chunk = chunk
        self._crashed = crashed
        self._executor: ProcessPoolExecutor | None = None

    def map(self, questions: Iterable[Question]) -> Iterator[Answer]:
        """The answers in order. At most a few chunks for each worker are in memory."""
        stream = iter(questions)
        chunks = iter(lambda: list(islice(stream, self._chunk)), [])
        if self._workers == 1:
            for chunk in chunks:
                yield from self._task(chunk)
            return
        under_way: deque[tuple[list[Question], Future[list[Answer]]]] = deque()
        try:
            for chunk in chunks:
                under_way.append((chunk, self._submit(chunk)))
                if len(under_way) > 3 * self._workers:
                    yield from self._finish(under_way)
            while under_way:
                yield from self._finish(under_way)
        finally:
            self._stop()

    def _finish(self, under_way: deque[tuple[list[Question], Future[list[Answer]]]]) -> list[Answer]:
        chunk, future = under_way.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            # Every chunk under way is lost with the pool, and which one broke it is not said: this one is asked
            # again one by one, the others as they were.
            self._stop()
            answers = [answer for question in chunk for answer in self._alone(question)]
            for place, (later, _) in enumerate(under_way):
                under_way[place] = (later, self._submit(later))
            return answers

    def _alone(self, question: Question) -> list[Answer]:
        try:
            return self._submit([question]).result()
        except BrokenProcessPool:
            self._stop()
            return [self._crashed(question)]

    def _submit(self, chunk: list[Question]) -> Future[list[Answer]]:
        try:
            return self._running().submit(self._task, chunk)
        except BrokenProcessPool:
            # Broken by a chunk that is still under way: `_finish` finds out by which.
            self._stop()
            return self._running().submit(self._task, chunk)

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            methods = multiprocessing.get_all_start_methods()
            context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
            if "forkserver" in methods:
                context.set_forkserver_preload(_PRELOADED)
            self._executor = ProcessPoolExecutor(self._workers, mp_context=context, initializer=_end_with_parent)
        return self._executor

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


def _end_with_parent() -> None:
    """Ends this worker when the process that asked is gone: killed, that one can tell nobody, and a worker that waits
    for its next question would wait for ever."""
    parent = multiprocessing.parent_process()

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
