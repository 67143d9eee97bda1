"""Work in several processes with the answers in the order of the questions, and a bounded number under way."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from itertools import islice
from typing import Generic, TypeVar

from tracker.errors import LostAnswerError
from tracker.pipeline.workers import Workers

Question = TypeVar("Question")
Answer = TypeVar("Answer")

#: Seconds for a chunk, and for a question alone: hundreds of times what the slowest real ones take.
LIMIT = 120.0


class Pool(Generic[Question, Answer]):
    """Runs `task` over chunks of questions in `workers` processes; with one worker, in this process.

    A question that kills its process (a crash in a C library), or keeps it busy beyond the time limit, is answered by
    `lost`, with the reason; all others get their answer.
    """

    def __init__(
        self,
        task: Callable[[Sequence[Question]], list[Answer]],
        *,
        workers: int,
        chunk: int,
        lost: Callable[[Question, str], Answer],
        limit: float = LIMIT,
    ) -> None:
        self._task = task
        self._workers = workers
        self._chunk = chunk
        self._lost = lost
        self._limit = limit

    def map(self, questions: Iterable[Question]) -> Iterator[Answer]:
        """The answers in order. At most a few chunks for each worker are in memory. Raises ProcessesError."""
        stream = iter(questions)
        chunks = iter(lambda: list(islice(stream, self._chunk)), [])
        if self._workers == 1:
            for chunk in chunks:
                yield from self._task(chunk)
            return
        under_way: deque[tuple[list[Question], Future[list[Answer]]]] = deque()
        with Workers(self._task, count=self._workers, limit=self._limit) as workers:
            for chunk in chunks:
                under_way.append((chunk, workers.ask(chunk)))
                if len(under_way) > 3 * self._workers:
                    yield from self._finish(*under_way.popleft(), workers)
            while under_way:
                yield from self._finish(*under_way.popleft(), workers)

    def _finish(
        self,
        chunk: list[Question],
        future: "Future[list[Answer]]",
        workers: "Workers[Sequence[Question], list[Answer]]",
    ) -> list[Answer]:
        try:
            return future.result()
        except LostAnswerError as error:
            if len(chunk) == 1:
                return [self._lost(chunk[0], error.message)]
        # Which of them it was is not said: they are asked again one by one.
        alone = [([question], workers.ask([question])) for question in chunk]
        return [answer for one, later in alone for answer in self._finish(one, later, workers)]
