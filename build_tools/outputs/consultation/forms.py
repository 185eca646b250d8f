"""Comment forms: what participants fill in, with or without a connection, and send back."""

from collections.abc import Callable

from build_tools.model.publication import Publication, RoundView
from build_tools.outputs.consultation.document import to_docx
from build_tools.outputs.consultation.form import Form, make_form
from build_tools.outputs.consultation.workbook import to_xlsx

FORMS: dict[str, Callable[[Form], bytes]] = {"xlsx": to_xlsx, "docx": to_docx}
"""Format → its writer."""


def comment_form(publication: Publication, found: RoundView, form: str) -> bytes:
    """The round's form in the publication's language; `form` is a key of FORMS. The same bytes for the same publication."""
    return FORMS[form](make_form(publication, found))
