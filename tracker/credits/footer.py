"""An article's foot that is nothing but a link to an article elsewhere, under the name or the domain of its site."""

from tracker.credits.context import Context, is_domain
from tracker.credits.naming import is_article_address
from tracker.types import Credit

_LONGEST = 50  # characters of a name


def read_footers(context: Context) -> list[Credit]:
    """The sites that the last lines link so: no word says "source", but an article's own foot names nothing else."""
    found: list[Credit] = []
    for line in context.tails:
        if not line.block.links or len(line.text) > _LONGEST or not line.block.element.startswith("footer"):
            continue
        text = line.text.strip(" .")
        for link in line.block.links:
            if link.text.strip(" .") != text or not is_article_address(link.url):
                continue
            site = context.of_site(link.url)
            named = context.organisation(text) or (context.unknown(text) if is_domain(text) else None)
            if named is not None and named.key == site.key and not site.own:
                found.append(
                    context.credit(
                        site, "source_line", text, line.location, "source-footer", 0.75, origin_url=link.url
                    )
                )  # fmt: skip
    return found
