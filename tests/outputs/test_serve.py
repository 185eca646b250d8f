"""The live preview: a saved change is on the page, marked, and a fault leaves the pages as they were."""

import http.client
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.built import ROOT, TEAHOUSE, copy_project


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    project = copy_project(TEAHOUSE, tmp_path / "served")
    command = [sys.executable, "-u", "-c", "from build_tools.cli import main; main()", "-C", str(project), "serve", "--port", "0"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert running.stdout is not None
    address = running.stdout.readline().split()[0].rstrip("/")
    yield address, project
    running.terminate()
    running.wait(10)


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode("utf-8"))


def test_serve(served: tuple[str, Path]) -> None:
    address, project = served
    page = f"{address}/es/2/intro-quejas/"
    assert "diez días" in get(page) and "Not recorded" not in get(page)
    path = project / "source/preliminares/quejas.md"
    text = path.read_text("utf-8")
    with urllib.request.urlopen(f"{address}/-/changes", timeout=30) as events:
        path.write_text(text.replace("diez", "veinte"), "utf-8")
        assert events.readline().startswith(b"data:")
        changed = get(page)
        assert "veinte días" in changed and "Not recorded as an amendment: intro:quejas" in changed
        events.readline()
        path.write_bytes(b"\xff\xfe")
        assert events.readline().startswith(b"data:")
    broken = get(page)
    assert "veinte días" in broken and "quejas.md" in broken and "UTF-8" in broken
    with urllib.request.urlopen(f"{address}/-/changes?0", timeout=30) as late:
        assert late.readline().startswith(b"data:"), "a page made before the last change hears of it"
    assert get(f"{address}/ar/3/") and get(f"{address}/ar/") and get(f"{address}/assets/standard/site.css")


def test_only_the_site_is_served(served: tuple[str, Path]) -> None:
    address, project = served
    (project.parent / "secret.txt").write_text("secret", "utf-8")
    for way in ("../" * 12, "%2e%2e/" * 12, "es/2/" + "../" * 12):
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
        connection.request("GET", f"/es/2/{way}{str(project.parent).strip('/')}/secret.txt")
        assert connection.getresponse().status == 404
        connection.close()
