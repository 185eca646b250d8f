"""docs/amending.md step by step: its commands are run, its files are seen and edited, its page with the redline is fetched."""

import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.docs.test_editing import edit
from tests.support.built import ROOT, copy_project, craft

PAGE = ROOT / "docs" / "amending.md"
_BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.S | re.M)


def test_every_step(tmp_path: Path) -> None:
    project = copy_project(ROOT, tmp_path / "project")
    blocks = _BLOCK.findall(PAGE.read_text("utf-8"))
    assert {(kind, remark) for kind, remark, _ in blocks} == {("sh", ""), ("sh", "install"), ("sh", "fault"), ("sh", "serve"), ("yaml", "seen"), ("diff", "")}
    for kind, remark, body in blocks:
        first, _, rest = body.partition("\n")
        path = project / first.removeprefix("# ")
        match kind, remark:
            case "sh", "install":
                assert all(line in (ROOT / "README.md").read_text("utf-8").split("\n") for line in body.splitlines()), "as README says it"
            case "sh", "serve":
                redline(project, body.strip())
            case "sh", _:
                for line in body.splitlines():
                    run(project, tmp_path, line, 1 if remark == "fault" else 0)
            case "yaml", _:
                assert path.read_text("utf-8") == rest
            case _:
                edit(path, rest)
    shown = craft(project, "diff", "2.1", "2.2", "--format", "json").stdout
    assert '"after": "Where to bring complaints"' in shown and '"amendments": [\n    "2.2/A1",\n    "2.2/A2"\n   ]' in shown
    assert "Record keeping" in craft(project, "show", "M.1/5.2.9/R.1", "--edition", "2.2").stdout, "the correction reaches the draft"
    assert (tmp_path / "enmiendas.md").is_file()


def run(project: Path, place: Path, line: str, code: int) -> None:
    """A line of the page, in the project's folder; what it puts beside the folder is put beside the copy."""
    words = [str(place / word.removeprefix("../")) if word.startswith("../") else word for word in shlex.split(line)]
    assert words[0] == "craft", line
    done = craft(project, *words[1:])
    assert done.returncode == code, line + done.stdout + done.stderr


def redline(project: Path, line: str) -> None:
    """Serve, and see the words that go and come where the page says they are."""
    address = re.search(r"<http://127\.0\.0\.1:8000(/\S+/)>", PAGE.read_text("utf-8"))
    assert line == "craft serve" and address
    command = [sys.executable, "-u", "-c", "from build_tools.cli import main; main()", "-C", str(project), "serve", "--port", "0"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        host = running.stdout.readline().split()[0].rstrip("/")
        with urllib.request.urlopen(host + address[1], timeout=60) as answer:
            page = answer.read().decode("utf-8")
    finally:
        running.terminate()
        running.wait(10)
    plain = re.sub(r'<span class="hidden">.*?</span>', "", page)
    assert "A plainer title" in plain and re.search(r"<del>[^<]*(?:<[^>]*>[^<]*)*?Contact point", plain) and re.search(r"<ins>[^<]*(?:<[^>]*>[^<]*)*?Place", plain)


def test_the_way_to_it_is_shown() -> None:
    assert "docs/amending.md" in (ROOT / "README.md").read_text("utf-8")
