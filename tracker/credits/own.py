"""Whether a name is that of the page's own outlet."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.catalogue import Catalogue, unknown_key
from tracker.text import fold
from tracker.types import Article
from tracker.urls import host, registrable_domain

_APART = re.compile(r"\s[|–—-]\s|[|·•:]|\s/\s")
_JOINED = re.compile(r"\s(?:and|et|und|y|e|i|и|&)\s", re.IGNORECASE)  # "The Oak Post and The Elm Gazette"
_DOMAIN_LIKE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_LIST = re.compile(r"[/|,;(•]|\s[-–—]\s")  # several names: the outlet's beside another's
_MARKS = re.compile(r"[\W_]+")
_TAIL = re.compile(r"(?:com|net|org|online|news|web|tv|de|ru|ua|team|app)$")
_BLOG_HOST = re.compile(
    r"[\w-]\.(?:wordpress|blogspot|tumblr|substack|typepad|livejournal|blogger|medium|canalblog|over-blog|hautetfort|weebly|"
    r"jimdo|wixsite|hatenablog|tistory|ghost|bearblog|hypotheses)\.(?:[a-z]{2,4}\.)?[a-z]{2,4}$|[\w-]\.github\.io$|[\w-]\.blog\.\w+\.\w+$"
)
_ENDING = 3  # letters that make a person's name of a site's
_SHORTEST = 4  # letters from which the head of a site's name stands for it: "Blitz" for "Blitz quotidiano"


@dataclass(frozen=True, slots=True)
class Own:
    """The names and keys under which the page's outlet may speak of itself."""

    keys: frozenset[str]
    names: frozenset[str]  #: folded, without spaces and punctuation
    domain: str
    agency: str | None  #: key of the agency whose own site this is
    long: tuple[str, ...] = ()  #: those of `names` that may be shortened or prolonged
    personal: bool = False  #: the site is one person's

    @classmethod
    def of(cls, article: Article, catalogue: Catalogue) -> "Own":
        """Gathered from the addresses, the site's names and the catalogue."""
        domain = registrable_domain(article.final_url or article.url)
        keys = {catalogue.outlet_key(url) for url in (article.url, article.final_url) if url}
        if article.outlet:
            keys.add(article.outlet)
        outlets = [outlet for key in keys if (outlet := catalogue.outlet(key)) is not None]
        agency = catalogue.agency_of_site(article.final_url or article.url)
        label = domain.split(".")[0]
        keys |= {label, *(outlet.key for outlet in outlets)}
        written = [label, domain]
        # The site of one person: JSON-LD names them as author and as publisher. Their name is a person's all the same.
        people = {squash(said.value) for said in article.declarations if said.kind == "Person"} - {squash(label)}
        written += [
            part for name in article.site_names for part in (name, *_APART.split(name)) if squash(part) not in people
        ]
        written += [part for name in article.site_names for part in _JOINED.split(name) if " " in part]
        written += [name for outlet in outlets for name in (outlet.name, *outlet.names)]
        if agency is not None:
            keys.add(agency.key)
            written += [agency.name, *agency.names, *agency.codes]
        names = {squashed for name in written if (squashed := squash(name))}
        names |= {squash(unknown_key(name)) for name in written if not name.isascii()}
        names |= {bare for name in names if len(bare := _TAIL.sub("", name)) >= _SHORTEST}
        names -= {"", "unknown"}
        return cls(
            keys=frozenset(keys - {""}),
            names=frozenset(names),
            domain=domain,
            agency=agency.key if agency else None,
            long=tuple(sorted(name for name in names if len(name) > _SHORTEST)),
            personal=not outlets and _is_personal(article),
        )

    def is_key(self, key: str) -> bool:
        """Whether the key of an organisation is this outlet's own."""
        return key in self.keys

    def is_name(self, name: str) -> bool:
        """Whether a name as written is this outlet's: spelled alike, transliterated, shortened, or its address."""
        if (
            "." in name
            and _DOMAIN_LIKE.fullmatch(name.strip())
            and registrable_domain(name.strip().lower()) == self.domain
        ):
            return True
        forms = _forms(name)
        if not self.names.isdisjoint(forms):
            return True
        if _LIST.search(name):
            return False
        return any(
            form.startswith(self.long) or (len(form) >= _SHORTEST and any(own.startswith(form) for own in self.long))
            for form in forms
        )

    def is_prolonged(self, name: str) -> bool:
        """Whether a name is one of the outlet's with an ending added to it: "Harbourblogger" on harbourblog.example."""
        return name.isalpha() and any(
            form.startswith(own) and 0 < len(form) - len(own) <= _ENDING and form[len(own) :].isalpha()
            for form in _forms(name)
            for own in self.long
        )

    def is_exactly(self, name: str) -> bool:
        """Whether a name is the outlet's in full, not only the head of it."""
        return not self.names.isdisjoint(_forms(name))


def _is_personal(article: Article) -> bool:
    """Whether a site is one person's: a blog at a host of blogs, or JSON-LD says that a person publishes it."""
    address = article.final_url or article.url
    site = host("http" + address.rpartition("http")[2])  # an archive's address holds the page's own
    return _BLOG_HOST.search(site) is not None or any(
        said.field == "jsonld.publisher" and said.kind == "Person" for said in article.declarations
    )


@lru_cache(maxsize=16384)
def squash(name: str) -> str:
    """A name folded, without spaces and punctuation."""
    return _MARKS.sub("", fold(name))


@lru_cache(maxsize=16384)
def _forms(name: str) -> frozenset[str]:
    squashed = squash(name)
    forms = {squashed} if name.isascii() else {squashed, squash(unknown_key(name))}
    forms |= {bare for form in forms if len(bare := _TAIL.sub("", form)) >= _SHORTEST}
    return frozenset(forms - {"", "unknown"})
