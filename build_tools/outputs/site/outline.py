"""The pages of a publication: which there are, in what order, which stands in which, and their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.interface import say
from build_tools.model.identifiers import slug
from build_tools.model.publication import Item, Publication, Spoken
from build_tools.outputs.site.job import ABOUT, AMENDMENTS, CHANGES, DOWNLOADS, HOME, proposals

_WINDOW = 40
"""So many siblings are listed; of more, those around the page. Keeps the cost of a page independent of the standard's size."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page and its place among the others."""

    name: str
    title: Spoken
    label: str = ""
    """What stands before the title: “Module 1”, “3”."""
    items: tuple[Item, ...] = ()
    above: str | None = None
    """The page it stands in; none for the home page and those directly below it."""
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """All pages, in reading order."""

    publication: Publication
    leaves: dict[str, Leaf]
    roots: tuple[str, ...]
    """Pages of provisions that stand in no other."""
    order: tuple[str, ...]
    place: dict[str, int]

    def trail(self, name: str) -> list[Leaf]:
        """The pages above a page, outermost first."""
        found: list[Leaf] = []
        above = self.leaves[name].above
        while above is not None:
            found.append(self.leaves[above])
            above = self.leaves[above].above
        return found[::-1]

    def beside(self, name: str, step: int) -> Leaf | None:
        """The page before (-1) or after (1)."""
        place = self.place[name] + step
        return self.leaves[self.order[place]] if 0 <= place < len(self.order) else None


def outline(publication: Publication) -> Outline:
    """The pages of the publication."""
    on_page: dict[str, list[Item]] = {}
    for item in publication.items:
        on_page.setdefault(item.page, []).append(item)
    pages_by_id = {item.id: item.page for item in publication.items}
    above = {page: _above(items[0], pages_by_id) for page, items in on_page.items()}
    below: dict[str, list[str]] = {}
    for page, parent in above.items():
        if parent is not None:
            below.setdefault(parent, []).append(page)
    leaves = {page: _leaf(page, items, above[page], below.get(page, [])) for page, items in on_page.items()}
    own = _own(publication)
    order = (HOME, *on_page, *(name for name in own if name != HOME))
    everything = {**own, **leaves}
    roots = tuple(page for page in on_page if above[page] is None)
    return Outline(publication, everything, roots, order, {name: place for place, name in enumerate(order)})


def _above(first: Item, pages: dict[str, str]) -> str | None:
    return pages.get(first.parent) if first.parent is not None else None


def _leaf(page: str, items: list[Item], above: str | None, below: Sequence[str]) -> Leaf:
    first = items[0]
    title = first.title.spoken if first.title else Spoken("", first.id)
    label = f"{first.kind_label.words} {first.number}" if first.shape == "labelled" else first.number
    return Leaf(page, title, label, tuple(items), above, tuple(below))


def _own(publication: Publication) -> dict[str, Leaf]:
    """The pages that are no provision's."""
    language = publication.language
    titles = {page.name: page.title for page in publication.pages}
    home = publication.edition.title if publication.edition.branch else titles.get("home", publication.standard["name"])
    about = titles.get("about", Spoken(language, say(language, "About")))
    since = {CHANGES: Leaf(CHANGES, Spoken(language, say(language, "What changed since edition {edition}", edition=publication.since)))}
    return {
        HOME: Leaf(HOME, home),
        AMENDMENTS: Leaf(AMENDMENTS, Spoken(language, say(language, "Summary of amendments"))),
        **(since if publication.since else {}),
        **{found.slug: Leaf(found.slug, found.title, below=tuple(amendment.slug for one, amendment in proposals(publication) if one is found)) for found in publication.rounds},
        **{amendment.slug: Leaf(amendment.slug, amendment.title, above=found.slug) for found, amendment in proposals(publication)},
        DOWNLOADS: Leaf(DOWNLOADS, Spoken(language, say(language, "Downloads"))),
        ABOUT: Leaf(ABOUT, about),
    }


def leaf_words(leaf: Leaf) -> str:
    """A page's title with its label, as plain words."""
    return f"{leaf.label} {leaf.title.words}" if leaf.label else leaf.title.words


def around(name: str, siblings: Sequence[str]) -> Sequence[str]:
    """The siblings to be listed on a page: all, or a stretch around it."""
    if len(siblings) <= _WINDOW:
        return siblings
    place = siblings.index(name) if name in siblings else 0
    start = max(0, min(place - _WINDOW // 2, len(siblings) - _WINDOW))
    return siblings[start : start + _WINDOW]


def to_top(page: str) -> str:
    """From a page to the folder of the whole site."""
    return "../../" if page == HOME else "../../../"


def to_page(page: str, other: str) -> str:
    """From a page to another of the same edition and language."""
    base = "" if page == HOME else "../"
    return f"{base}{other}/" if other else base or "./"


def to_item(publication: Publication, page: str, identifier: str) -> str:
    """From a page to a provision; `id:` before the identifier leads to its history, as does one that is not here, `amendment:` to an amendment."""
    if identifier.startswith("amendment:"):
        edition, _, _ = identifier.removeprefix("amendment:").rpartition("/")
        return f"{to_top(page)}{publication.language}/{edition}/{AMENDMENTS}/#{slug(identifier.removeprefix('amendment:'))}"
    item = publication.by_id.get(identifier)
    if item is None:
        return f"{to_top(page)}{publication.language}/id/{slug(identifier.removeprefix('id:'))}/"
    if item.page == page:
        return f"#{item.slug}"
    return to_page(page, item.page) + ("" if item.slug == item.page else f"#{item.slug}")
