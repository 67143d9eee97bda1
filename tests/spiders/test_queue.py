"""Hosts take turns, and a host that is busy is passed over."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.squeues import FifoMemoryQueue

from spiders.queue import HostByHostQueue


@pytest.fixture
def downloader() -> Any:
    return SimpleNamespace(
        active=set(), domain_concurrency=1, slots={}, get_slot_key=lambda request: request.url.split("/")[2]
    )


@pytest.fixture
def queue(downloader: Any) -> HostByHostQueue:
    crawler: Any = SimpleNamespace(
        engine=SimpleNamespace(downloader=downloader), settings=Settings(), request_fingerprinter=None, spider=None
    )
    made: Any = HostByHostQueue.from_crawler(crawler, FifoMemoryQueue, "")
    for path in ("a/1", "a/2", "a/3", "b/1", "b/2", "c/1"):
        made.push(Request(f"http://{path}"))
    return made  # type: ignore[no-any-return]


def given(queue: HostByHostQueue, times: int) -> list[str]:
    requests = [queue.pop() for _ in range(times)]
    return [request.url.removeprefix("http://") for request in requests if request is not None]


def test_hosts_take_turns(queue: HostByHostQueue) -> None:
    assert given(queue, 7) == ["a/1", "b/1", "c/1", "a/2", "b/2", "a/3"]
    assert len(queue) == 0


def test_a_busy_host_is_passed_over(queue: HostByHostQueue, downloader: Any) -> None:
    downloader.active = {Request("http://a/0"), Request("http://b/0")}
    assert given(queue, 2) == ["c/1"]
    assert len(queue) == 5, "what waits is not lost"
    downloader.active = {Request("http://a/0")}
    assert given(queue, 3) == ["b/1", "b/2"]
    downloader.domain_concurrency = 2
    assert given(queue, 1) == ["a/1"]


def test_the_more_urgent_of_a_host_comes_first(queue: HostByHostQueue) -> None:
    queue.push(Request("http://a/feed", priority=10))
    assert given(queue, 4) == ["a/feed", "b/1", "c/1", "a/1"]
