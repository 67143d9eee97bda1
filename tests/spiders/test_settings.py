"""The promises of the settings, and that Scrapy knows every name in them."""

from pathlib import Path

import pytest
from scrapy.cmdline import execute
from scrapy.settings import Settings, default_settings

from spiders import settings as ours

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REMOTE_CONTROL_ENABLED", False),
        ("TELNETCONSOLE_ENABLED", False),
        ("ROBOTSTXT_OBEY", True),
        ("AUTOTHROTTLE_ENABLED", True),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("DOWNLOAD_MAXSIZE", 10 * 1024 * 1024),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
        ("HTTPCACHE_ENABLED", False),
        ("COOKIES_ENABLED", False),
        ("LOG_FILE", None),
        ("LOG_STDOUT", False),
    ],
)
def test_promises(name: str, value: object) -> None:
    settings = Settings()
    settings.setmodule("spiders.settings")
    assert settings[name] == value


def test_there_is_always_a_delay() -> None:
    """Without one the limit of one request a host is not kept."""
    assert ours.DOWNLOAD_DELAY > 0


def test_every_name_is_known_to_scrapy() -> None:
    own = {name for name in vars(ours) if name.isupper() and not name.startswith("_")}
    unknown = {name for name in own if name not in vars(default_settings) and not name.startswith("TRACKER_")}
    assert unknown == set()


def test_scrapy_list(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Through scrapy.cfg."""
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", "list"])
    assert not ended.value.code
    assert capsys.readouterr().out.split() == [
        "feeds",
        "listings",
        "originals",
        "outlets",
        "pages",
        "revisits",
        "sitemaps",
    ]
