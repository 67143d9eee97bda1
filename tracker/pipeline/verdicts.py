"""What a verdict may say, and verdicts as labelled pairs: lines of JSON, out of a database and into another.

A line has the fields of a file of judged pairs (`a`, `b`, `relation`, `direction`, `why`), by which matching is scored,
and beside them what the verdict says word for word, so that nothing is lost on the way.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rapidfuzz import fuzz, process

from tracker.errors import VerdictError
from tracker.types import Relation, Verdict
from tracker.urls import host, url_key

Agencies = Mapping[str, Sequence[str]]  #: names by key

_RELATIONS: tuple[Relation, ...] = ("republishes", "not-a-copy-of", "agency")
_NEAR = 60  #: of 100: how much alike two names are for one to be offered for the other
_OFFERED = 3


def checked(verdicts: Iterable[Verdict], agencies: Agencies) -> list[Verdict]:
    """The verdicts, where all of them can be said; raises VerdictError for the first that cannot."""
    found = list(verdicts)
    for verdict in found:
        _check(verdict, agencies)
    return found


def as_pair(verdict: Verdict) -> dict[str, Any]:
    """One line of labelled data.

    A confirmed republication is a `copy` whose direction is known. A rejected one is `unrelated`: which of the kinds of
    no copy it is, was not asked, and all of them count alike. An agency is no relation of two pages.
    """
    agency = verdict.relation == "agency"
    return {
        "a": verdict.url,
        "b": None if agency else verdict.other,
        "relation": {"republishes": "copy", "not-a-copy-of": "unrelated"}.get(verdict.relation),
        "direction": "b->a" if verdict.relation == "republishes" else "unknown",
        "why": verdict.because,
        "verdict": verdict.relation,
        "agency": verdict.other if agency else None,
        "by": verdict.person,
        "at": verdict.given_at.isoformat(),
        "sha256_a": verdict.sha256,
        "sha256_b": verdict.other_sha256,
        "withdrawn_by": verdict.withdrawn_by,
        "withdrawn_at": verdict.withdrawn_at.isoformat() if verdict.withdrawn_at else None,
    }


def of_pairs(lines: Iterable[str], name: str) -> Iterator[Verdict]:
    """What `as_pair` made, line by line; empty lines are passed over. `name` is the file's, for messages.

    Raises VerdictError with the number of a line that is none.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _of_pair(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                reason = f"no {error}" if isinstance(error, KeyError) else str(error)
                raise VerdictError(f"not a line of `tracker verdict export`: {reason}", f"{name}:{number}") from error


def _check(verdict: Verdict, agencies: Agencies) -> None:
    addresses = [verdict.url] if verdict.relation == "agency" else [verdict.url, verdict.other]
    for address in addresses:
        if not host(address):
            raise VerdictError("not an address; write it as in http://example.com/page", address)
    if len(addresses) > 1 and url_key(verdict.url) == url_key(verdict.other):
        raise VerdictError("these two addresses are one article's", verdict.url)
    if verdict.relation == "agency" and verdict.other not in agencies:
        raise VerdictError(f"no agency has this key; {_offer(verdict.other, agencies)}", verdict.other)


def _offer(written: str, agencies: Agencies) -> str:
    """Keys that were perhaps meant: by the key or any name of the agency."""
    known = {name.casefold(): key for key, names in agencies.items() for name in (key, *names)}
    near = process.extract(written.casefold(), sorted(known), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None)
    keys = list(dict.fromkeys(known[name] for name, _, _ in near))[:_OFFERED]
    return f"near it: {', '.join(keys)}" if keys else "`tracker agencies` lists them"


def _of_pair(said: Any) -> Verdict:
    relation = said["verdict"]
    if relation not in _RELATIONS:
        raise ValueError(f"{relation!r} is no verdict")
    other = said["agency"] if relation == "agency" else said["b"]
    texts: Sequence[Any] = (said["a"], other, said["by"], said.get("why") or "")
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("an address, a key or a name is missing")
    return Verdict(
        url=said["a"],
        relation=relation,
        other=other,
        person=said["by"],
        given_at=_time(said["at"]),
        because=said.get("why") or "",
        sha256=said.get("sha256_a"),
        other_sha256=said.get("sha256_b"),
        withdrawn_at=_time(said["withdrawn_at"]) if said.get("withdrawn_at") else None,
        withdrawn_by=said.get("withdrawn_by"),
    )


def _time(written: str) -> datetime:
    at = datetime.fromisoformat(written)
    if at.tzinfo is None:
        raise ValueError(f"a time without zone: {written}")
    return at.astimezone(UTC)
