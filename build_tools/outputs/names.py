"""What release files are called: names that say what they are."""

from build_tools.model.identifiers import slug
from build_tools.model.publication import Item, Publication, RoundView

DATA = ("json", "csv", "xlsx")


def document_name(item: Item) -> str:
    """A volume's part of a file name, e.g. `volume-2a`; the slug where it has no number."""
    return slug(f"{item.kind}-{item.number}") if item.number else item.slug


def pdf_name(publication: Publication, document: Item | None) -> str:
    """The file name of a volume's PDF; of the whole standard's where `document` is none."""
    return f"{publication.file_stem}-{_part(document)}-{publication.language}.pdf"


def docx_name(publication: Publication, document: Item | None) -> str:
    """The same for Word."""
    return f"{publication.file_stem}-{_part(document)}-{publication.language}.docx"


def redline_name(old: str, publication: Publication, document: Item | None) -> str:
    """The file name of what changed from the edition `old`, as tracked changes for Word."""
    return f"{publication.file_stem}-changes-from-{old}-{_part(document)}-{publication.language}.docx"


def _part(document: Item | None) -> str:
    return document_name(document) if document else "complete"


def summary_name(publication: Publication) -> str:
    """The file name of the summary of amendments."""
    return f"{publication.file_stem}-summary-of-amendments-{publication.language}.pdf"


def form_name(publication: Publication, found: RoundView, kind: str) -> str:
    """The file name of a round's comment form."""
    return f"{publication.file_stem}-{found.name}-form-{publication.language}.{kind}"


def report_name(publication: Publication, found: RoundView, kind: str) -> str:
    """The file name of what became of a round's comments."""
    return f"{publication.file_stem}-{found.name}-report-{publication.language}.{kind}"


def data_name(publication: Publication, format_: str) -> str:
    """The file name of a data export."""
    return f"{publication.file_stem}-{publication.language}.{format_}"


def documents(publication: Publication) -> list[Item]:
    """The roots that are put out as documents, in reading order."""
    return [item for item in publication.items if item.depth == 0 and item.id in publication.edition.documents]


def release_folder(publication: Publication) -> str:
    """Below build/: where the release files of the edition and language lie."""
    return f"releases/{publication.edition.name}/{publication.language}"
