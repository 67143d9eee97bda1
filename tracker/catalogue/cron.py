"""Cron expressions: when an outlet is crawled, where its table fixes it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

#: Any moment does: whether an expression ever comes true is asked from here on.
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def next_time(expression: str, after: datetime, timezone: str | None = None) -> datetime:
    """The first time after `after` that the expression names, in UTC; its hours are those of `timezone`, else UTC.

    An hour that a change of the clocks leaves out or repeats is treated as Debian's cron does (`cronsim`). Raises
    ValueError, as `cron_problem` says it.
    """
    zone = ZoneInfo(timezone) if timezone else UTC
    try:
        return next(CronSim(expression, after.astimezone(zone))).astimezone(UTC)
    except (CronSimError, StopIteration) as error:
        raise ValueError(str(error) or "it never comes in fifty years") from error


def cron_problem(expression: str) -> str | None:
    """What is wrong with an expression of five fields; None where nothing is."""
    if len(expression.split()) != 5:
        return "five fields are needed: minute, hour, day of month, month, day of week"
    try:
        next_time(expression, _SOME_DAY)
    except ValueError as error:
        return str(error)
    return None
