"""The order of requests: those of one host one by one, hosts side by side."""

from collections import Counter

from scrapy import Request
from scrapy.pqueues import DownloaderAwarePriorityQueue


class HostByHostQueue(DownloaderAwarePriorityQueue):
    """Gives out no request to a host that has one under way; hosts take turns.

    Scrapy gives out sixteen at once and lets those of one host wait in line inside the downloader, where a host's
    plea for a pause and a person's Ctrl-C come too late for fifteen of them. It also looks at every host for every
    request; here the look ends at the first that is free, and no more are busy than are under way.
    """

    def pop(self) -> Request | None:
        """The next request of the host that has waited longest; None where each has enough under way."""
        downloader = self._downloader_interface.downloader
        busy = Counter(downloader.get_slot_key(request) for request in downloader.active)
        host = next((host for host in self.pqueues if busy[host] < downloader.domain_concurrency), None)
        if host is None:
            return None
        queue = self.pqueues.pop(host)
        request = queue.pop()
        if len(queue):
            self.pqueues[host] = queue  # at the end of the line
        else:
            queue.close()
        return request
