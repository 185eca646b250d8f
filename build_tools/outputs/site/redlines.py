"""Changes on a page: what was, what is, and both in one with the words that went and came; a switch shows one of the three, without a script."""

from html import escape

from build_tools.interface import say
from build_tools.model.publication import ChangeView, FieldChange
from build_tools.render.html import Setting, language_marks, line_html, prose_html, value_html, words
from build_tools.render.instructions import change_sentences
from build_tools.render.redlines import told_fields
from build_tools.render.status import kind_words


def switch(setting: Setting) -> str:
    """The switch for all changes that follow it on the page."""
    language = setting.language
    views = (("before", say(language, "Before")), ("redline", say(language, "Redline")), ("after", say(language, "After")))
    inputs = "\n".join(
        f'<input class="switch-input" type="radio" name="view" id="view-{name}" aria-label="{escape(label)}"{" checked" if name == "redline" else ""}>' for name, label in views
    )
    labels = "\n".join(f'<label for="view-{name}">{words(label)}</label>' for name, label in views)
    return f'{inputs}\n<div class="switch">{labels}</div>'


def change_html(change: ChangeView, prefix: str, setting: Setting, level: int, address: str = "") -> str:
    """One provision's change under a heading of the level; `prefix` keeps footnotes apart, `address` is its own on the page."""
    language = setting.language
    target = change.id if change.here else f"id:{change.id}"
    was = f'<span class="was">{words(say(language, "formerly"))} <bdi>{words(", ".join(change.was))}</bdi></span>' if change.was else ""
    told = told_fields(change)
    fields = "\n".join(_field(field, f"{prefix}-{change.slug}", setting) for field in told)
    mark = f' id="{escape(address)}"' if address else ""
    return (
        f'<div class="change" data-change="{change.kind}"{mark}>\n<h{level}><span class="badge">{words(kind_words(language, change.kind))}</span> '
        f'<a href="{escape(setting.href(target))}"><bdi>{words(change.id)}</bdi></a> {line_html(change.title, language)} {was}</h{level}>\n{fields}\n{_sentences(change, setting)}\n</div>'
    )


def _sentences(change: ChangeView, setting: Setting) -> str:
    said = "\n".join(f"<li>{words(sentence)}</li>" for sentence in change_sentences(change, setting.language))
    opened = "" if change.fields else " open"
    return f'<details class="in-words"{opened}><summary>{words(say(setting.language, "As amending sentences"))}</summary>\n<ol>\n{said}\n</ol></details>' if said else ""


def _field(field: FieldChange, prefix: str, setting: Setting) -> str:
    sides = (("before", field.before, say(setting.language, "Before")), ("after", field.after, say(setting.language, "After")))
    panels = []
    for sort, shown, label in sides:
        inner = value_html(shown, setting, f"{prefix}-{sort}") if shown is not None else f"<p>{words(say(setting.language, 'Not there.'))}</p>"
        marks = language_marks(shown.spoken.language, setting.language) if shown is not None else ""
        panels.append(f'<div class="side {sort}"><p class="side-label">{words(label)}</p>\n<div{marks}>{inner}</div></div>')
    red = field.redline
    both = prose_html(red.prose, setting, red.language, f"{prefix}-{field.name}-redline")
    panels.insert(1, f'<div class="side redline"><div{language_marks(red.language, setting.language)}>{both}</div></div>')
    return f'<div class="field-change"><p class="label">{line_html(field.label, setting.language)}</p>\n' + "\n".join(panels) + "\n</div>"
