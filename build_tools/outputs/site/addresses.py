"""The address of every provision for good: `/LANGUAGE/id/SLUG/` leads to it wherever it now is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from build_tools.interface import say
from build_tools.model.publication import Item, Publication
from build_tools.outputs.site.job import SiteJob
from build_tools.outputs.site.plain import Plain
from build_tools.render.html import line_html, words


@dataclass(frozen=True, slots=True)
class _Place:
    """A provision in an edition."""

    publication: Publication
    item: Item

    @property
    def address(self) -> str:
        """From the signpost of any provision."""
        anchor = "" if self.item.page == self.item.slug else f"#{self.item.slug}"
        return f"../../{self.publication.edition.name}/{self.item.page}/{anchor}"


def write_addresses(plain: Plain, of_language: Mapping[str, SiteJob]) -> None:
    """The signposts of one language."""
    alive, known, successors = _places(of_language)
    language = next(iter(of_language.values())).publication.language
    for identifier, item in known.items():
        target = f"{language}/id/{item.slug}/index.html"
        places = alive.get(identifier, [])
        current = next((place for place in places if place.publication.edition.name == place.publication.current), None)
        if current is not None:
            title = current.item.title
            plain.forward(target, language, f"{identifier} – {title.spoken.words}" if title else identifier, current.address)
        elif places:
            _elsewhere(plain, target, places, successors.get(identifier, []))
        else:
            plain.write(target, language, identifier, f"<h1><bdi>{words(identifier)}</bdi></h1>\n<p>{words(say(language, 'Withdrawn.'))}</p>")


def _places(of_language: Mapping[str, SiteJob]) -> tuple[dict[str, list[_Place]], dict[str, Item], dict[str, list[_Place]]]:
    """Provision → where it is alive, newest trunk edition first; every provision ever; and what came of those that were replaced."""
    publications = [job.publication for job in of_language.values()][::-1]
    newest = sorted(publications, key=lambda publication: (publication.edition.branch, publication.edition.name != publication.current))
    alive: dict[str, list[_Place]] = {}
    known: dict[str, Item] = {}
    successors: dict[str, list[_Place]] = {}
    for publication in newest:
        for item in publication.items:
            known.setdefault(item.id, item)
            if item.withdrawn:
                continue
            place = _Place(publication, item)
            alive.setdefault(item.id, []).append(place)
            for past in item.was:
                if not any(found.item.id == item.id for found in successors.setdefault(past, [])):
                    successors[past].append(place)
    return alive, known, successors


def _elsewhere(plain: Plain, target: str, places: Sequence[_Place], successors: Sequence[_Place]) -> None:
    """A provision that the edition in force does not have: what became of it, and where it can be read."""
    publication, item = places[0].publication, places[0].item
    language, identifier = publication.language, item.id
    title = line_html(item.title.spoken, language) if item.title else ""
    text = say(language, "{identifier} is not part of the edition in force, {edition}.", identifier=identifier, edition=publication.current)
    parts = [f"<h1><bdi>{words(identifier)}</bdi> {title}</h1>", f"<p>{words(text)}</p>"]
    for heading, found in ((say(language, "Replaced by"), successors), (say(language, "Where it can be read"), places)):
        if found:
            links = "\n".join(_choice(place, say(language, "Edition {edition}", edition=place.publication.edition.name)) for place in found)
            parts.append(f'<h2>{words(heading)}</h2>\n<ul class="choices">\n{links}\n</ul>')
    plain.write(target, language, f"{identifier} – {publication.standard['name'].words}", "\n".join(parts))


def _choice(place: _Place, edition: str) -> str:
    title = place.item.title.spoken if place.item.title else None
    shown = line_html(title, place.publication.language) if title else ""
    return f'<li><a href="{escape(place.address)}"><strong><bdi>{words(place.item.id)}</bdi> {shown}</strong> <span>{words(edition)}</span></a></li>'
