"""What one build of the site is given: one edition in one language, and what it must know of the others."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.model.publication import AmendmentView, Item, Publication, RoundView, Shown

HOME, AMENDMENTS, CHANGES, DOWNLOADS, ABOUT = "", "amendments", "changes", "downloads", "about"
"""The pages that are no provision's; the home page has the empty name."""


@dataclass(frozen=True, slots=True)
class EditionLink:
    """An edition as the others point to it."""

    name: str
    title_words: str
    """Its title in the language of the publication it was taken from, or the official one."""
    status: str
    branch: bool
    pages: frozenset[str]
    """The names of its pages."""
    slugs: frozenset[str]
    """Of the provisions that are alive in it."""
    base: str = ""
    issued: str = ""


@dataclass(frozen=True, slots=True)
class SiteJob:
    """One edition in one language, to be written as a website."""

    publication: Publication
    editions: tuple[EditionLink, ...]
    """Every edition, in the order of the menu."""
    languages: tuple[str, ...]
    root: Path
    """The project's folder, for its `mkdocs.yml`."""


def edition_link(publication: Publication) -> EditionLink:
    """What other editions need to know of this one."""
    return EditionLink(
        name=publication.edition.name,
        title_words=publication.edition.title.words,
        status=publication.edition.status,
        branch=publication.edition.branch,
        pages=frozenset(item.page for item in publication.items) | own_pages(publication),
        slugs=frozenset(item.slug for item in publication.items if not item.withdrawn),
        base=publication.edition.base,
        issued=publication.edition.issued,
    )


def own_pages(publication: Publication) -> frozenset[str]:
    """The names of the pages that are no provision's."""
    rounds = {found.slug for found in publication.rounds} | {amendment.slug for _, amendment in proposals(publication)}
    return frozenset({HOME, AMENDMENTS, DOWNLOADS, ABOUT} | ({CHANGES} if publication.since else set()) | rounds)


def proposals(publication: Publication) -> list[tuple[RoundView, AmendmentView]]:
    """The amendments that have a page of their own: those of a round, each with the last round that it is in."""
    last = {identifier: found for found in publication.rounds for identifier in found.amendments}
    return [(last[amendment.id], amendment) for amendment in publication.amendments if amendment.id in last]


def links_of(
    publish: Callable[[str, str], Publication], title: Callable[[str, str], str], editions: Iterable[str], languages: Iterable[str], official: str
) -> dict[str, tuple[EditionLink, ...]]:
    """Language → what the editions must know of each other; the pages are the same in every language, the titles are not."""
    links = [edition_link(publish(edition, official)) for edition in editions]
    return {language: tuple(replace(link, title_words=title(link.name, language)) for link in links) for language in languages}


def texts(item: Item) -> Iterator[Shown]:
    """The parts of a provision that are language."""
    for shown in (item.title, *item.fields):
        if shown is not None and shown.type in ("line", "prose"):
            yield shown


def untranslated(publication: Publication) -> frozenset[str]:
    """The pages of provisions on which nothing is in the page's language."""
    spoken: dict[str, bool] = {}
    for item in publication.items:
        here = any(shown.spoken.language == publication.language for shown in texts(item))
        spoken[item.page] = spoken.get(item.page, False) or here
    return frozenset(page for page, any_here in spoken.items() if not any_here)


def indexable(publication: Publication) -> bool:
    """Whether search engines may list the edition: one that was issued, on the trunk."""
    return publication.edition.status not in ("draft", "consultation") and not publication.edition.branch
