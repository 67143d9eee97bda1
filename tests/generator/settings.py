"""What kind of news world is made up: every number is an argument."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Probabilities are for each story, copy or sentence as said; `noise` from 0 to 1 scales all that blurs traces."""

    seed: int = 1
    stories: int = 100
    noise: float = 0.1

    # ------------------------------------------------------------------------------------------------ the cascade
    copies: float = 9.0  #: mean number of copies of a story; at least 2, most 40
    hop: float = 0.35  #: a copy is taken from another copy, not from the wire
    hidden_origin: float = 0.5  #: the wire's own page was not crawled
    updates: float = 0.4  #: the wire puts out the story anew, once or twice
    slow: float = 0.15  #: a subscriber runs an older version although a newer one is out
    sisters: float = 0.15  #: a copy is at once put on a sister site of the same owner
    roundups: float = 0.1  #: a story's text stands in a roundup with that of the story before
    rivals: float = 0.5  #: an independent report of the same event, with the same quotations

    # ------------------------------------------------------------------------------------------- what editors do
    verbatim: float = 0.05  #: an outlet that changes nothing of what it takes but its own headline, credit and footer
    cut_tail: float = 0.45
    cut_sentence: float = 0.06  #: each sentence within
    add: float = 0.4  #: sentences of the outlet's own
    background: float = 0.15  #: a paragraph of background that everybody has in the archive
    reword: float = 4.0  #: mean number of changed words or clauses
    headline: float = 0.6
    mistake: float = 0.15
    drop_dateline: float = 0.5

    # ------------------------------------------------------------------------------------------------ what they say
    credit_wire: float = 0.6  #: a copy from the wire says so
    credit_copy: float = 0.35  #: a copy of a copy names the outlet it was taken from
    cite_copy: float = 0.15  #: or names it in the text only: "as the Lantern reports"
    keep_credit: float = 0.4  #: of those that do neither: keeps the wire's credit that its parent printed
    boilerplate: float = 0.5  #: an outlet has standing lines under every text
    keep_boilerplate: float = 0.2  #: and they are copied with the text

    # ------------------------------------------------------- what noise does, at noise 1 (proportionally less below)
    skew: float = 0.8  #: a page gives a time hours off, only the day, or none
    retouch: float = 0.5  #: an editor changes a place that was already changed
    habit: float = 0.6  #: how often editors share their habits: the same sentence left out, the same word put right
    hidden_copy: float = 0.3  #: a copy was not crawled
    lost_credit: float = 0.2  #: a printed credit is not read
    wrong_credit: float = 0.05  #: a credit is read that is none
    lost_paragraph: float = 0.2  #: a paragraph of a page is not read
