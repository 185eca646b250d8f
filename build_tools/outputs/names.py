"""What release files are called: names that say what they are."""

from build_tools.model.publication import Item, Publication

DATA = ("json", "csv", "xlsx")


def document_name(item: Item) -> str:
    """A volume's part of a file name, e.g. `volume-2a`; the slug where it has no number."""
    return f"{item.kind}-{item.number}".lower() if item.number else item.slug


def pdf_name(publication: Publication, document: Item | None) -> str:
    """The file name of a volume's PDF; of the whole standard's where `document` is none."""
    part = document_name(document) if document else "complete"
    return f"{publication.file_stem}-{part}-{publication.language}.pdf"


def data_name(publication: Publication, format_: str) -> str:
    """The file name of a data export."""
    return f"{publication.file_stem}-{publication.language}.{format_}"


def documents(publication: Publication) -> list[Item]:
    """The roots that are put out as documents, in reading order."""
    return [item for item in publication.items if item.depth == 0 and item.id in publication.edition.documents]


def release_folder(publication: Publication) -> str:
    """Below build/: where the release files of the edition and language lie."""
    return f"releases/{publication.edition.name}/{publication.language}"
