"""The hostile pages were read at all: what the outputs are tested with is there, and the database is whole."""

from tests.hostile.attacks import ADDRESSES, ATTACKS, BROKEN
from tests.hostile.conftest import Hostile
from tracker.db import open_database
from tracker.db.queries import select


def test_every_attack_is_part_of_a_story(hostile: Hostile) -> None:
    with open_database(hostile.db, create=False) as db:
        members = select(db, "SELECT a.url, a.title FROM republications r JOIN articles a USING (article_id)").dicts()
        stories = select(db, "SELECT story_id FROM stories").dicts()
    titles = {str(row["url"]): str(row["title"]) for row in members}
    for name, attack in ATTACKS.items():
        # What no page can hold is another sign once it is read: only the rest is compared.
        assert _plain(attack)[:12] in _plain(titles[f"http://{name}.example/bridge"]), name
    assert {f"http://{name}.example/" for name in BROKEN} <= titles.keys()
    assert set(ADDRESSES) <= titles.keys()
    assert {f"http://{name}-ferry.example/crossing" for name in ATTACKS} <= titles.keys()
    assert len(stories) >= 2


def test_a_name_is_never_sql(hostile: Hostile) -> None:
    for value in ("' OR '1'='1", "x'; DROP TABLE article; --", '" OR 1=1 --'):
        result = hostile.run("report", "stories", "--agency", value, "--json")
        assert '"rows": []' in result.stdout, result.output
    assert hostile.run("sql", "SELECT count(*) FROM articles").exit_code == 0


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isprintable() and not c.isspace())
