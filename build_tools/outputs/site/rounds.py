"""Consultations on the site: a page for each round, and one for each amendment made for readers without legal training."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from html import escape
from urllib.parse import quote

from build_tools.interface import date, joined, own_name, say
from build_tools.load.returned.words import country_in
from build_tools.model.consultation import Comment
from build_tools.model.publication import AmendmentView, Publication, RoundView
from build_tools.outputs.names import form_name, release_folder, report_name
from build_tools.outputs.site.changes import Made, concerned, table
from build_tools.outputs.site.outline import to_page, to_top
from build_tools.outputs.site.redlines import change_html, switch
from build_tools.render.drivers import drivers_in_short
from build_tools.render.html import Setting, language_marks, line_html, spoken_html, words
from build_tools.render.status import class_words, decision_words, state_words, takes_comments

NEW_LINE = "\r\n"
"""In the body of a message."""


def round_body(publication: Publication, found: RoundView, setting: Setting) -> Made:
    """The page of a round: what is asked, what is proposed, how to comment, and what became of it."""
    language = setting.language
    made: Made = ([f'<h1 id="top">{line_html(found.title, language)}</h1>', _dates(publication, found)], [("top", found.title.words, 1)], [("top", found.title.words, found.text.words)])
    made[0].append(spoken_html(found.text, setting, "round"))
    _part(made, "proposed", say(language, "What is proposed"), _proposed(publication, found, setting))
    _part(made, "how", say(language, "How to comment"), how_to_comment(publication, found, setting))
    if found.comments:
        _part(made, "who", say(language, "Who took part"), _participation(found, setting))
        _part(made, "decided", say(language, "What became of the comments"), _decided(publication, found, setting))
        _part(made, "comments", say(language, "All comments"), _comments(publication, found, setting))
    return made


def _part(made: Made, name: str, heading: str, html: Iterator[str]) -> None:
    made[0].extend([f'<h2 id="{name}">{words(heading)}</h2>', *html])
    made[1].append((name, heading, 2))


def _dates(publication: Publication, found: RoundView) -> str:
    language = publication.language
    opens, closes = date(language, found.opens), date(language, found.closes)
    if takes_comments(publication, found):
        text = say(language, "Comments are taken from {opens} to {closes}.", opens=opens, closes=closes)
    else:
        text = say(language, "Comments were taken from {opens} to {closes}.", opens=opens, closes=closes)
    return f'<p class="lead">{words(text)}</p>'


def _proposed(publication: Publication, found: RoundView, setting: Setting) -> Iterator[str]:
    rows = "\n".join(
        f'<li><a href="{to_page(found.slug, amendment.slug)}">{line_html(amendment.title, setting.language)} <small>{words(class_words(setting.language, amendment.klass))}</small></a></li>'
        for amendment in publication.amendments
        if amendment.id in found.amendments
    )
    yield f'<div class="parts"><ol>\n{rows}\n</ol></div>'


def how_to_comment(publication: Publication, found: RoundView, setting: Setting, subject: str = "") -> Iterator[str]:
    """By form or by e-mail, until when."""
    language = setting.language
    if not takes_comments(publication, found):
        yield f"<p>{words(say(language, 'This round is closed. The address for comments was {contact}.', contact=found.contact))}</p>"
        return
    yield f"<p>{words(say(language, 'No account is needed. Comment in any of these languages: {languages}.', languages=joined(language, [own_name(one) for one in found.languages])))}</p>"
    labels = (("docx", say(language, "Form for Word")), ("xlsx", say(language, "Form for Excel and other spreadsheets")), ("pdf", say(language, "Form to print and fill in by hand")))
    forms = "\n".join(_file(publication, form_name(publication, found, kind), kind, label) for kind, label in labels)
    yield f'<ul class="files">\n{forms}\n</ul>'
    yield f'<p><a class="md-button" href="{escape(mail(publication, found, subject))}">{words(say(language, "Write an e-mail"))}</a></p>\n<p><bdi>{words(found.contact)}</bdi></p>'


def _file(publication: Publication, name: str, kind: str, label: str) -> str:
    """A file among those of the release, as an item of a list; rounds and their amendments lie equally deep."""
    href = f"{to_top('round')}{release_folder(publication)}/{name}"
    return f'<li><a href="{escape(href)}"><span class="format">{kind.upper()}</span> <strong>{words(label)}</strong></a></li>'


def mail(publication: Publication, found: RoundView, subject: str = "") -> str:
    """A prefilled message: what it is about, with edition and digest, and room for the comment."""
    language = publication.language
    about = [subject] if subject else []
    digests = [f"{one.id} {one.digest[:12]}" for one in found.subjects if subject in (one.amendment, one.id)] if subject else []
    title = f"{publication.standard['name'].words} {publication.edition.name}: {' '.join([found.id, *about])}"
    lines = [title, *digests, "", f"{say(language, 'Your comment')}:", "", "", f"{say(language, 'The wording you propose')}:", "", "", f"{say(language, 'Stakeholder group and country')}:", ""]
    return f"mailto:{quote(found.contact)}?subject={quote(title)}&body={quote(NEW_LINE.join(lines))}"


def _participation(found: RoundView, setting: Setting) -> Iterator[str]:
    language = setting.language
    groups = {code.code: code.spoken for code in found.groups}
    counts = Counter(comment.group for comment in found.comments)
    rows = [[words(say(language, "Stakeholder group")), words(say(language, "Comments"))]]
    for key, spoken in groups.items():
        rows.append([line_html(spoken, language), str(counts.get(key, 0))])
    if counts.get(""):
        rows.append([words(say(language, "Not stated")), str(counts[""])])
    countries = sorted({country_in(language, comment.country) for comment in found.comments if comment.country})
    yield table(rows, setting)
    if countries:
        yield f"<p>{words(say(language, 'Countries: {countries}', countries=joined(language, countries)))}</p>"


def _decided(publication: Publication, found: RoundView, setting: Setting) -> Iterator[str]:
    """Each issue: the comments on it, the decision, its reason and what came of it."""
    language = setting.language
    for place, one in enumerate(found.dispositions):
        numbers = _linked(one.comments, language)
        result = f' · <a href="{escape(setting.href(f"amendment:{one.amendment}"))}"><bdi>{words(one.amendment)}</bdi></a>' if one.amendment else ""
        yield (
            f'<section class="change"><h3>{line_html(one.title, language)}</h3>\n<p class="badges"><span class="badge">{words(decision_words(language, one.decision))}</span></p>\n'
            f"{spoken_html(one.reason, setting, f'decided-{place}')}\n<p class=\"concerned\">{words(say(language, 'Comments'))}: {numbers}{result}</p></section>"
        )
    settled = {number for one in found.dispositions for number in one.comments}
    still = [comment.number for comment in found.comments if comment.number not in settled]
    if still:
        yield f"<p>{say(language, 'Still open: {numbers}', numbers=_linked(still, language))}</p>"
    reports = "\n".join(_file(publication, report_name(publication, found, kind), kind, say(language, "What became of the comments")) for kind in ("pdf", "xlsx"))
    yield f'<ul class="files">\n{reports}\n</ul>'


def _linked(numbers: Iterable[int], language: str) -> str:
    return joined(language, [f'<a href="#comment-{number}">{number}</a>' for number in numbers])


def _comments(publication: Publication, found: RoundView, setting: Setting) -> Iterator[str]:
    """In the participants' own words, each beside its translation where there is one; never a name or an address."""
    for comment in found.comments:
        yield _comment(publication, found, comment, setting)


def _target(about: str, amendments: Collection[str]) -> str:
    return f"amendment:{about}" if about in amendments else about


def _comment(publication: Publication, found: RoundView, comment: Comment, setting: Setting) -> str:
    language = setting.language
    group = next((code.spoken for code in found.groups if code.code == comment.group), None)
    about = f'<a href="{escape(setting.href(_target(comment.about, found.amendments)))}"><bdi>{words(comment.about)}</bdi></a>' if comment.about else words(say(language, "On the whole"))
    who = " · ".join(part for part in (line_html(group, language) if group else "", words(country_in(language, comment.country))) if part)
    marks = language_marks(comment.language or language, language)
    own = "\n".join(f"<p{marks}>{words(line)}</p>" for line in comment.text.split("\n") if line.strip())
    parts = [f'<div class="comment" id="comment-{comment.number}"><p class="label">{comment.number}. {about} <small>{who}</small></p>\n{own}']
    if comment.quote:
        parts.append(f'<p class="concerned">{words(say(language, "On the words"))}: <bdi lang=""><q>{words(comment.quote)}</q></bdi></p>')
    if comment.proposal:
        parts.append(f'<p class="concerned">{words(say(language, "Proposed wording"))}: <bdi{marks}><q>{words(comment.proposal)}</q></bdi></p>')
    if comment.translation:
        parts.append(f"<details class=\"in-words\"><summary>{words(say(language, 'Translation'))}</summary>\n<p{language_marks(publication.official, language)}>{words(comment.translation)}</p></details>")
    return "\n".join(parts) + "\n</div>"


def proposal_body(publication: Publication, found: RoundView, amendment: AmendmentView, setting: Setting) -> Made:
    """The page of one amendment in a consultation."""
    language = setting.language
    made: Made = ([f'<h1 id="top">{line_html(amendment.title, language)}</h1>', _state(amendment, language)], [("top", amendment.title.words, 1)], [("top", amendment.title.words, amendment.reason.words)])
    _part(made, "why", say(language, "Why"), iter([spoken_html(amendment.reason, setting, "why"), *_drivers(amendment, language)]))
    means = list(concerned(amendment, language))
    if means:
        _part(made, "for-you", say(language, "Whom it concerns"), iter(means))
    _part(made, "what", say(language, "What would change"), iter([]))
    made[0].append(switch(setting))
    made[0].extend(change_html(change, amendment.slug, setting, 3) for change in amendment.changes)
    _part(made, "how", say(language, "How to comment"), iter([_dates(publication, found), *how_to_comment(publication, found, setting, amendment.id)]))
    about = [comment for comment in found.comments if comment.about in (amendment.id, *(change.id for change in amendment.changes))]
    if about:
        _part(made, "comments", say(language, "Comments"), (_comment(publication, found, comment, setting) for comment in about))
    return made


def _state(amendment: AmendmentView, language: str) -> str:
    shown = " ".join(f'<span class="badge">{words(badge)}</span>' for badge in (amendment.id, class_words(language, amendment.klass), state_words(language, amendment.status)))
    return f'<p class="badges">{shown}</p>'


def _drivers(amendment: AmendmentView, language: str) -> Iterator[str]:
    drivers = "\n".join(f"<li>{line_html(driver, language)}</li>" for driver in drivers_in_short(amendment.drivers, language))
    if drivers:
        yield f'<p class="label">{words(say(language, "Drivers"))}</p>\n<ul class="drivers">{drivers}</ul>'
