"""Changes of what is recorded that no fetch makes: texts rewritten in place, revisions and articles dropped."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, exists, select, update

from tracker.db.batch import Batch, Known, Row, State, given_columns, revision_row
from tracker.db.bulk import chunks, pieces
from tracker.db.redirects import lead_again
from tracker.db.tables import Article, Republication, Revision, Story
from tracker.types import Article as Read
from tracker.types import Reading, Receipt, Unread


class Rewriting(Batch):
    """A batch that changes what pages on record gave; what is to be changed, `Renewal` decides.

    Of each address it takes one step: a page read again, or the article's way back to another page.
    """

    def __init__(self, connection: Connection, keys: Iterable[str]) -> None:
        super().__init__(connection, keys)
        self._ids = {known.article["article_id"] for known in self._known.values() if known.article is not None}
        self._rewritten: dict[tuple[int, int], Row] = {}  #: by article and revision
        self._renumbered: dict[int, dict[int, int]] = {}  #: of an article that loses revisions: old number -> new one
        self._deleted: set[int] = set()

    def save(self, *, algorithm: int) -> None:
        """Writes all that was changed, then whatever else was taken."""
        stories, members = self._stories_of_deleted()
        self._delete_articles()
        self._write_revisions()
        super().save(algorithm=algorithm)
        lead_again(self._connection, self._ids - self._deleted)
        self._build_anew(stories, members - self._deleted)

    # ------------------------------------------------------------------------------------------------ in memory

    def _judge_credits(self, row: Row, reading: Reading) -> None:
        """By other rules the same bytes say other things: no page has changed."""

    def _text(self, known: Known, number: int) -> str:
        """A text as it stood before this batch."""
        row: Row = known.article or {}
        query = select(Revision.text).where(Revision.article_id == row["article_id"], Revision.revision == number)
        return self._connection.scalar(query) or ""

    def _rewrite(self, known: Known, number: int, receipt: Receipt, article: Read, state: State) -> None:
        """One revision as today's rules read it; its number and its time stay."""
        row: Row = known.article or {}
        known.revisions[number] = (*state, receipt.sha256)
        self._rewritten[row["article_id"], number] = revision_row(article, state, receipt)

    def _own(self, known: Known, number: int, page_sha256: str) -> None:
        """A revision is read from this page: of several that gave one text it is kept with the first."""
        row: Row = known.article or {}
        title, sha256, of = known.revisions[number]
        if of != page_sha256:
            known.revisions[number] = title, sha256, page_sha256
            self._rewritten[row["article_id"], number] = {"page_sha256": page_sha256}

    def _drop_revisions(self, known: Known, of_pages: Collection[str]) -> list[str]:
        """Forgets the texts of pages that are no articles, but for the present one; gives their titles."""
        row: Row = known.article or {}
        if known.revisions[row["revision"]][2] in of_pages:
            self._own(known, row["revision"], row["body_sha256"])
        gone = {n for n, revision in known.revisions.items() if revision[2] in of_pages and n != row["revision"]}
        if not gone:
            return []
        titles = [known.revisions[number][0] for number in sorted(gone)]
        numbers = {old: new for new, old in enumerate(sorted(known.revisions.keys() - gone), 1)}
        known.revisions = {new: known.revisions[old] for old, new in numbers.items()}
        row["revision"], row["revisions"] = numbers[row["revision"]], len(numbers)
        self._renumbered[row["article_id"]] = numbers
        self._articles[row["article_id"]] = row
        return titles

    def _drop_article(self, known: Known) -> None:
        """The article is none any more. Verdicts hang on its address and wait for it."""
        row: Row = known.article or {}
        known.article = None
        known.revisions.clear()
        self._deleted.add(row["article_id"])

    def _settle(self, page: Row, unread: Unread) -> None:
        """A page that gives no article."""
        page |= {"article_id": None, "outcome": unread.outcome.value, "reason": unread.reason}
        self._pages[page["page_id"]] = page

    def _keep_given(self, page: Row, receipt: Receipt) -> None:
        """Whose page it is by today's catalogue, and with what it was read."""
        given = given_columns(receipt) | {"outlet": self._outlet(receipt)}
        if any(page[name] != value for name, value in given.items()):
            page |= given
            self._pages[page["page_id"]] = page

    # ------------------------------------------------------------------------------------------------ writing

    def _stories_of_deleted(self) -> tuple[set[str], set[int]]:
        """Stories of the articles that go, and all their members."""
        stories: set[str] = set()
        members: set[int] = set()
        for some in chunks(self._deleted):
            query = select(Republication.story_id).where(Republication.article_id.in_(some))
            stories.update(self._connection.scalars(query))
        for names in pieces(sorted(stories)):
            query_members = select(Republication.article_id).where(Republication.story_id.in_(names))
            members.update(self._connection.scalars(query_members))
        return stories, members

    def _delete_articles(self) -> None:
        for some in chunks(self._deleted):
            self._connection.execute(delete(Article).where(Article.article_id.in_(some)))

    def _write_revisions(self) -> None:
        for (article_id, number), row in sorted(self._rewritten.items()):
            there = (Revision.article_id == article_id) & (Revision.revision == number)
            self._connection.execute(update(Revision).where(there).values(row))
        for article_id, numbers in sorted(self._renumbered.items()):
            mine = Revision.article_id == article_id
            self._connection.execute(delete(Revision).where(mine, Revision.revision.not_in(numbers)))
            for old, new in sorted(numbers.items()):  # never onto one that is still there: numbers only fall
                self._connection.execute(update(Revision).where(mine, Revision.revision == old).values(revision=new))

    def _build_anew(self, stories: Collection[str], members: Collection[int]) -> None:
        """Linking finds a story by its members; one without any is dropped here."""
        for some in chunks(members):
            again = update(Article).where(Article.article_id.in_(some))
            self._connection.execute(again.values(linked=False, version=Article.version + 1))
        for names in pieces(sorted(stories)):
            empty = ~exists().where(Republication.story_id == Story.story_id)
            self._connection.execute(delete(Story).where(Story.story_id.in_(names), empty))
