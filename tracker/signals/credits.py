"""A form of credit that an outlet's pages used to carry and no longer do: mostly its template was changed."""

from dataclasses import dataclass
from datetime import date
from math import exp, lgamma, log, log1p, sqrt

from tracker.signals.signal import Signal

#: Articles that the past and the days looked at must have; the share of the past that must have carried the form.
_PAST, _RECENT, _USUAL = 30, 10, 0.2
#: To which part of its past share it must have fallen, and how unlikely that must be by chance.
_FALLS_TO, _CHANCE = 0.2, 1e-6
_NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """How many of an outlet's new articles carry a credit of a form: in the last days, and in the four weeks before."""

    outlet: str
    day: date
    form: str  #: role and form: `author byline`, `credit dateline`
    recent: int
    recent_with: int
    past: int
    past_with: int
    url: str | None = None  #: a recent article without


def judge_credits(found: Credited) -> Signal | None:
    """A signal where a form that at least a fifth of the past's articles carried is as good as gone.

    At least 30 articles before and 10 now; a share of at most a fifth of what it was; and a chance below one in a
    million to see so few if nothing had changed (binomial, with the lower bound of the past share by Wilson's
    interval, 95 %). The chance is that strict because every outlet and form is judged every day, and because a day's
    articles are not drawn one by one.
    """
    if found.past < _PAST or found.recent < _RECENT:
        return None
    share = found.past_with / found.past
    if share < _USUAL or found.recent_with > _FALLS_TO * share * found.recent:
        return None
    if _at_most(found.recent_with, found.recent, _lower_bound(found.past_with, found.past)) >= _CHANCE:
        return None
    now = found.recent_with / found.recent
    evidence = f"{now:.0%} of {found.recent} new articles carry a credit of the form {found.form}; of {found.past} "
    return Signal(
        outlet=found.outlet,
        day=found.day,
        kind="no_credits",
        subject=found.form,
        pages=found.recent,
        url=found.url,
        evidence=f"{evidence}before {share:.0%} did".replace("%", " %"),
    )


def _lower_bound(successes: int, trials: int) -> float:
    """Wilson's score interval, 95 % (E. B. Wilson, JASA 22, 1927), its lower end."""
    share, z = successes / trials, _NORMAL_95
    middle = share + z * z / (2 * trials)
    spread = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return max(0.0, (middle - spread) / (1 + z * z / trials))


def _at_most(successes: int, trials: int, share: float) -> float:
    """The chance of so few or fewer, each with the chance `share`."""
    return sum(
        exp(lgamma(trials + 1) - lgamma(k + 1) - lgamma(trials - k + 1) + k * log(share) + (trials - k) * log1p(-share))
        for k in range(successes + 1)
    )
