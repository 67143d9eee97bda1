"""Made-up readers: what a page says decides what becomes of the process that reads it.

-s 'ITEM_PIPELINES={"tests.spiders.readers.MadeUp": 300}'
"""

import ctypes
import os
import signal
import time
from pathlib import Path

from spiders.recording import RecordingPipeline
from tracker.pipeline import read_page
from tracker.types import Page, Reading


def read(page: Page, *, config: Path | None) -> Reading:
    """As the tracker reads it, if it comes to that."""
    asked = page.url.rpartition("/")[2].partition("-")[0]
    if asked == "crash":
        ctypes.string_at(0)
    elif asked == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif asked == "hang":
        time.sleep(600)
    elif asked == "raise":
        raise RuntimeError("an error of the reader's own")
    elif asked == "wait":
        wait_for(page)
    return read_page(page, config=config)


def wait_for(page: Page) -> None:
    """Until the file that the environment names is there."""
    sign = Path(os.environ["TRACKER_TEST_SIGN"])
    Path(f"{sign}.{os.getpid()}").touch()
    while not sign.exists():
        time.sleep(0.01)


class MadeUp(RecordingPipeline):
    """The same recording, with these readers."""

    reader = staticmethod(read)
