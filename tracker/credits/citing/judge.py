"""Whether a name is cited: the less it is known to be a source's, the more must stand around it."""

from tracker.credits.citing.cited import Cited
from tracker.credits.citing.surroundings import Before, Behind, Grade, look_before, look_behind
from tracker.credits.citing.titled import is_medium_name
from tracker.credits.citing.words import Cues

_LONG_CODE = 5  # letters; a shorter code is that of many things


def is_cited(cues: Cues, text: str, cited: Cited, *, latin: bool) -> bool:
    """Whether the words around a name are those of a citation. `latin`: the page is written in Latin letters."""
    before = look_before(cues, text, cited.start, known=cited.kind == "known", catalogued=cited.mention is not None)
    behind = look_behind(cues, text, cited.end)
    match cited.kind:
        case "known" | "code":
            return _is_known_cited(cues, cited, before, behind) or _is_bracketed(text, cited)
        case "account":
            return before.grade == Grade.DIRECT
        case "site":
            said = before.grade >= (Grade.SENTENCE if before.medium else Grade.SPOKEN) or behind.reports
            return not before.other and (said or _is_bracketed(text, cited))
        case "linked":
            return _is_linked_cited(cues, cited, before, behind)
        case _:
            return _is_unknown_cited(cues, cited, before, behind, latin=latin)


def _is_known_cited(cues: Cues, cited: Cited, before: Before, behind: Behind) -> bool:
    """A catalogued name needs little; a code that may mean something else needs its words close by."""
    if behind.reports:
        return True
    if cited.kind == "code" and before.listed:
        return False
    if before.grade == Grade.DIRECT or (before.medium and (before.grade or (before.adjacent and behind.says))):
        return True
    if cited.kind == "known" or (before.toward and (cited.name.isupper() or not cues.large)):
        return before.grade >= Grade.SENTENCE
    told = len(cited.name) >= _LONG_CODE and not cues.large  # "mit Blick auf" holds no paper
    return before.grade >= Grade.SPOKEN and (before.talk or told)


def _is_bracketed(text: str, cited: Cited) -> bool:
    """A linked name in brackets behind what it says: "... the witness said (X)."."""
    around = text[max(0, cited.start - 1) : cited.end + 1]
    return cited.link is not None and around.startswith("(") and around.endswith(")")


def _is_linked_cited(cues: Cues, cited: Cited, before: Before, behind: Behind) -> bool:
    titled = is_medium_name(cues, cited.name)
    if before.other or (cues.behind and not titled):
        return False
    if before.grade == Grade.DIRECT or (before.medium and before.grade >= Grade.SPOKEN):
        return True
    return behind.reports and (cited.name.isupper() or titled)


def _is_unknown_cited(cues: Cues, cited: Cited, before: Before, behind: Behind, *, latin: bool) -> bool:
    """A name that nobody knows must be said to be a medium's, or stand where only those do."""
    name = cited.name
    if before.other or behind.other or (before.show and cited.kind != "quoted"):
        return False
    if name[-1] in "?!" and not before.adjacent:
        return False
    reports = behind.reports and not behind.voice
    spoken = before.grade >= Grade.SPOKEN or reports
    titled, several = is_medium_name(cues, name), " " in name or name.isupper()
    # "Belgian newspaper", "Deutsche Zeitung", "Местное телевидение": a word written large before a kind of medium
    borne = behind.medium and (several or not (cues.peoples or cues.large or cited.opens))
    if cited.kind == "titled":
        if (cues.dative or not latin) and not (titled or name.isupper()):
            # "корреспондент издания Иван Печкин": there titles are quoted, but "Нова телевизия" is a name
            return spoken and behind.medium and not (cited.opens or cues.dative)
        if before.talk and spoken and name.isupper() and name.isalpha():
            return True
        beside = before.medium and (several or not cues.large)
        return spoken and not before.listed and (titled or beside or borne)
    if titled or before.medium or borne:
        return spoken
    if cues.behind:  # a script without spaces: titles of books and speech stand in the same quotes
        return behind.reports and not cues.before
    if cited.kind == "foreign" or not latin:
        person = cited.kind == "foreign" and before.voice and " " in name and not name.startswith("The ")
        return (before.grade == Grade.DIRECT and not person) or reports or (before.talk and spoken)
    return (before.talk and spoken) or before.according
