"""The tables of fingerprints: what each article has, and the index by which articles are found."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db.base import STRICT
from tracker.db.base import Base as Base
from tracker.db.tables import Article


class FingerprintSet(Base):
    """Which fingerprints an article has: their version and a number by which the set is known again.

    The fingerprints themselves are made from the text in less time than it takes to keep them. `outlet` is the number
    of the article's outlet in its postings (`tracker.db.blocks`).
    """

    __tablename__ = "fingerprint_set"
    __table_args__ = STRICT
    article_id: Mapped[int] = mapped_column(
        ForeignKey(Article.article_id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    algorithm: Mapped[int] = mapped_column(index=True)
    outlet: Mapped[int]
    digest: Mapped[int]


class WaitingSet(Base):
    """New fingerprints of an article, sorted signed 64-bit numbers, little-endian, until they enter the inverted index:
    many at a time, sorted, hundreds of times cheaper than article by article. `again`: the index has some already."""

    __tablename__ = "fingerprint_waiting"
    __table_args__ = STRICT
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(ForeignKey(Article.article_id, ondelete="CASCADE"), unique=True)
    again: Mapped[bool]
    hashes: Mapped[bytes]


class FingerprintIndex(Base):
    """The one row that says how the inverted index is laid out: its version, its blocks, postings that entered it."""

    __tablename__ = "fingerprint_index"
    __table_args__ = STRICT
    index_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    algorithm: Mapped[int]
    blocks: Mapped[int]
    postings: Mapped[int]


class FingerprintBlock(Base):
    """The inverted index, which articles have a fingerprint: packed postings (`tracker.db.blocks`).

    A table with rowids: the number of a block is its place in SQLite's tree either way, and a tree without rowids
    would spill rows of a kilobyte into pages of their own.
    """

    __tablename__ = "fingerprint_block"
    __table_args__ = STRICT
    block: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    postings: Mapped[bytes]


class FingerprintCrowd(Base):
    """Articles beyond the first of a fingerprint that very many have, in pieces."""

    __tablename__ = "fingerprint_crowd"
    __table_args__ = STRICT
    hash: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    members: Mapped[bytes]
