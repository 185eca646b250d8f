"""The PDFs: tagged, archivable, in their language, with bookmarks and a destination for every provision."""

from pathlib import Path

import pikepdf
import pytest

from build_tools.outputs.names import documents, pdf_name, release_folder
from build_tools.pipeline import Pipeline

CASES = [("real", "2.1", "es"), ("real", "2.0", "en"), ("real", "mica-1.0", "fr"), ("teahouse", "3", "ar"), ("teahouse", "3", "zh"), ("teahouse", "sur-1", "es")]


@pytest.mark.parametrize(("project", "edition", "language"), CASES)
def test_pdf(project: str, edition: str, language: str, request: pytest.FixtureRequest) -> None:
    pipeline: Pipeline = request.getfixturevalue(f"{project}_pipeline")
    publication = pipeline.publication(edition, language)
    folder: Path = request.getfixturevalue(project) / "build" / release_folder(publication)
    for document in (None, *documents(publication)):
        with pikepdf.open(folder / pdf_name(publication, document)) as pdf:
            root = pdf.Root
            assert str(root.Lang).startswith(language)
            assert bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            with pdf.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"
                assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
                assert metadata["dc:title"]
            with pdf.open_outline() as outline:
                assert len(outline.root) >= 1
            names = set(_names(root.Names.Dests))
            wanted = {item.slug for item in publication.items if not item.withdrawn and (item.root == document.id if document else item.root in publication.edition.documents)}
            assert wanted <= names
            assert pdf.check_pdf_syntax() == [] if hasattr(pdf, "check_pdf_syntax") else pdf.check() == []


def _names(node: pikepdf.Object) -> list[str]:
    if "/Names" in node:
        return [str(name) for name in list(node.Names)[::2]]
    return [name for kid in node.Kids for name in _names(kid)]
