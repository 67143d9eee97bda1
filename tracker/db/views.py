"""The stable SQL views: their names, columns and the order of these are a promise (documented in the README).

One text serves both databases. Views stand on tables that may change, so every upgrade of a database drops them
first and creates them anew from here: a migration never names a view, and a view that changes needs only a migration
(an empty one will do) to reach databases that exist.
"""

from sqlalchemy import Connection

from tracker.db.described import described

ARTICLES = """
SELECT a.article_id, a.url, a.final_url, a.canonical_url, a.outlet, o.kind AS outlet_kind, o.owner, a.title,
       a.language, a.published_at, a.published_source, a.modified_at, a.first_seen_at, a.last_seen_at,
       CASE WHEN a.gone_at IS NULL THEN CAST(a.status AS TEXT) ELSE 'gone' END AS status, a.words, a.revisions,
       NULLIF(o.country, '') AS country
FROM article AS a JOIN outlet AS o ON o.outlet = a.outlet
"""

CREDITS = """
SELECT c.article_id, a.url, a.outlet, c.role, c.source, c.source_kind, c.source_name, c.form, c.extent, c.quote,
       c.location, c.rule, c.confidence, c.normalised AS normalised_name
FROM credit AS c JOIN article AS a ON a.article_id = c.article_id
"""

_PAIRS = """
SELECT m.article_a, a.url AS url_a, a.outlet AS outlet_a, m.article_b, b.url AS url_b, b.outlet AS outlet_b,
       m.shared_words, m.share_of_a, m.share_of_b, m.passages, m.kind, m.reason
FROM "match" AS m
JOIN article AS a ON a.article_id = m.article_a
JOIN article AS b ON b.article_id = m.article_b
"""
# Two pages that share only what stands on every page of a site do not match. On 13,852 pages of news these are three
# quarters of all pairs; who doubts the judgement finds them in a view of their own.
MATCHES = _PAIRS + "WHERE m.kind <> 'boilerplate'\n"
BOILERPLATE = _PAIRS + "WHERE m.kind = 'boilerplate'\n"

# `articles` and `outlets` count the origin where it was crawled; `credited` and `uncredited` count republications.
# Each is counted by a query of its own: a story asked for by its name, its agency or its time, or joined to something
# else, costs its own members, and a count that nobody asks for costs nothing. Grouped, the whole view was made first.
STORIES = """
SELECT s.story_id, s.agency, s.agency_confidence, s.title, COALESCE(o.url, s.origin_url) AS origin_url,
       s.origin_id IS NOT NULL AS origin_seen, s.first_published_at,
       (SELECT COUNT(*) FROM republication AS r WHERE r.story_id = s.story_id) AS articles,
       (SELECT COUNT(DISTINCT a.outlet) FROM republication AS r JOIN article AS a ON a.article_id = r.article_id
        WHERE r.story_id = s.story_id) AS outlets,
       (SELECT COUNT(*) FROM republication AS r
        WHERE r.story_id = s.story_id AND r.credited AND r.article_id <> COALESCE(s.origin_id, -1)) AS credited,
       (SELECT COUNT(*) FROM republication AS r
        WHERE r.story_id = s.story_id AND NOT r.credited AND r.article_id <> COALESCE(s.origin_id, -1)) AS uncredited
FROM story AS s
LEFT JOIN article AS o ON o.article_id = s.origin_id
"""

# The origin is what the others republish and no republication itself; `chains` has it, at depth 0.
REPUBLICATIONS = """
SELECT r.story_id, r.article_id, a.url, a.outlet, a.published_at, NULLIF(COALESCE(r.agency, s.agency), '') AS agency,
       COALESCE(o.url, s.origin_url) AS origin_url, COALESCE(p.url, r.parent_url) AS parent_url,
       COALESCE(p.outlet, r.parent_outlet) AS parent_outlet, r.parent_confidence, r.direction, r.credited, r.extent,
       r.share_of_origin, r.share_of_article, r.lag_seconds, r.same_owner, r.confidence, r.evidence,
       r.runner_up, r.runner_up_confidence, r.verdict_id
FROM republication AS r
JOIN story AS s ON s.story_id = r.story_id
JOIN article AS a ON a.article_id = r.article_id
LEFT JOIN article AS o ON o.article_id = s.origin_id
LEFT JOIN article AS p ON p.article_id = r.parent_id
WHERE r.article_id <> COALESCE(s.origin_id, -1)
"""

CHAINS = """
SELECT r.story_id, r.article_id, r.depth, a.url, a.outlet, COALESCE(p.url, r.parent_url) AS parent_url, r.path
FROM republication AS r
JOIN article AS a ON a.article_id = r.article_id
LEFT JOIN article AS p ON p.article_id = r.parent_id
"""

REVISIONS = """
SELECT r.article_id, a.url, r.revision, r.seen_at, r.title, r.text, r.sha256
FROM revision AS r JOIN article AS a ON a.article_id = r.article_id
"""

# What a page says now is in `credits`; what it said before, or says only since, is here, a row a change.
CREDIT_CHANGES = """
SELECT c.article_id, a.url, a.outlet, c.seen_at, c.change, c.role, c.source, c.source_kind, c.source_name, c.form,
       c.quote, c.location
FROM credit_change AS c JOIN article AS a ON a.article_id = c.article_id
"""

COVERAGE = """
SELECT outlet, day, discovered, fetched, articles, unchanged, not_article, refused, blocked, failed, last_success_at,
       new_articles, changed_articles, unreadable, sources_read, sources_failed, gone
FROM coverage_day
"""

SIGNALS = """
SELECT outlet, day, kind, subject, pages, url, evidence
FROM "signal"
"""

RUNS = """
SELECT run_id, kind, program, arguments, started_at, ended_at, summary
FROM run
"""

PAGES = """
SELECT page_id, url, final_url, outlet, fetched_at, last_fetched_at, status, size, sha256, outcome, reason, article_id,
       archived_in AS archive, archived_at AS archive_offset, archived_length AS archive_length
FROM page
"""

UNREAD_LINES = """
SELECT u.article_id, a.url, a.outlet, a.language, u.text, u.place, u.shape, u.reason
FROM unread_line AS u JOIN article AS a ON a.article_id = u.article_id
"""

# Of the verdicts on one question the last that was not withdrawn is in force; given at one time, the one recorded last.
VERDICTS = """
SELECT v.verdict_id, v.url, v.relation, CASE WHEN v.other_key IS NOT NULL THEN v.other END AS other_url,
       CASE WHEN v.other_key IS NULL THEN v.other END AS agency, v.because, v.person, v.given_at,
       CASE WHEN v.withdrawn_at IS NOT NULL THEN 'withdrawn'
            WHEN EXISTS (
                SELECT 1 FROM verdict AS w
                WHERE w.question = v.question AND w.withdrawn_at IS NULL
                  AND (w.given_at > v.given_at OR (w.given_at = v.given_at AND w.verdict_id > v.verdict_id))
            ) THEN 'overruled' ELSE 'in force' END AS state,
       v.withdrawn_at, v.withdrawn_by, v.sha256, v.other_sha256
FROM verdict AS v
"""

VIEWS: dict[str, str] = {
    "articles": ARTICLES,
    "credits": CREDITS,
    "matches": MATCHES,
    "boilerplate": BOILERPLATE,
    "stories": STORIES,
    "republications": REPUBLICATIONS,
    "chains": CHAINS,
    "revisions": REVISIONS,
    "coverage": COVERAGE,
    "credit_changes": CREDIT_CHANGES,
    "unread_lines": UNREAD_LINES,
    "verdicts": VERDICTS,
    "signals": SIGNALS,
    "runs": RUNS,
    "pages": PAGES,
}


def create_views(connection: Connection) -> None:
    """Every view as this program knows it, in place of what was there."""
    drop_views(connection)
    for name, query in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {query.strip()}")
    if connection.dialect.name == "postgresql":
        _comment(connection)


def _comment(connection: Connection) -> None:
    """Each view and column with what it holds, for whoever opens the database with another program.

    One statement without parameters: a comment takes none.
    """
    for view, columns in described().items():
        for name, said in columns.items():
            what = f"VIEW {view}" if name == "about" else f"COLUMN {view}.{name}"
            quoted = said.replace("'", "''").replace("%", "%%")
            connection.exec_driver_sql(f"COMMENT ON {what} IS '{quoted}'")


def drop_views(connection: Connection) -> None:
    """No view in the way of a change of tables."""
    for name in VIEWS:
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")
