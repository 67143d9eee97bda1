"""The person whose site it is: "© 2019 Jane Roe" in the foot, "Jane Roe's blog". The weakest sign of an author."""

import re

from tracker.credits.authors import HOLDER
from tracker.credits.context import Context
from tracker.credits.people import clean_name, is_given, is_person
from tracker.types import Credit

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)(?:[\s©,–-]|\(c\)|copyright|by|since|(?:19|20)\d\d)*(?P<name>[^\W\d_][^|•·©:;,()/\d]{3,40}?)"
    r"(?=\s*(?:[|•·:;,()/\d–—-]|\.\s|\.?$|all rights|alle rechte))",
    re.IGNORECASE,
)
_OF_A_SITE = re.compile(r"\b(?:19|20)\d\d\b|copyright|all rights|rechte|derechos|droits", re.IGNORECASE)
_LONGEST = 200  # characters of a line in the foot
_OWNED = re.compile(r"['’]s\b.*$")
_CONFIDENCE = 0.4


def read_holder(context: Context) -> list[Credit]:
    """The one person who holds the copyright of the page, or after whom its site is called.

    Only a name that opens with a given name counts, and none where JSON-LD says that an organisation publishes the
    page or the catalogue knows the outlet: papers and companies bear names of people, too.
    """
    said = context.article.declarations
    if context.catalogue.outlet(context.article.final_url or context.article.url) is not None or any(
        declaration.field == "jsonld.publisher" and (declaration.kind or "").endswith("Organization")
        for declaration in said
    ):
        return []
    last = max((line.number for line in context.texts if line.block.place == "body"), default=0)
    names = [  # before the end of the text "© Jane Roe" stands for a picture's
        (found["name"], line.text, line.location)
        for line in context.tails
        if line.block.place == "footer" and line.number > last and len(line.text) <= _LONGEST
        for found in _COPYRIGHT.finditer(line.text)
        if _OF_A_SITE.search(line.text)
    ]
    names += [(_OWNED.sub("", name), name, "site") for name in context.article.site_names]
    for written, quote, location in names:
        name = clean_name(context, written)
        if 2 <= len(name.split()) <= 3 and is_given(name.split()[0]) and is_person(context, name, lone=True):
            return [context.author(name, "copyright", quote, location, HOLDER, _CONFIDENCE)]
    return []
