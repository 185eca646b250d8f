"""docs/editing.md step by step: its files are written, its edits made, its commands run."""

import re
import shlex
from pathlib import Path

from build_tools.prose.parse import parse
from build_tools.render.drawing import drawable
from tests.support.built import ROOT, copy_project, craft

_BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.S | re.M)


def test_every_step(tmp_path: Path) -> None:
    project = copy_project(ROOT, tmp_path / "project")
    blocks = _BLOCK.findall((ROOT / "docs" / "editing.md").read_text("utf-8"))
    assert {kind for kind, _, _ in blocks} == {"yaml", "sh", "diff", "text"}
    for kind, remark, body in blocks:
        if kind == "sh":
            for line in body.splitlines():
                done = craft(project, *shlex.split(line)[1:])
                assert done.returncode == (1 if remark == "fault" else 0), line + done.stdout + done.stderr
        elif kind == "text":  # examples of what the text holds already, or could
            assert body in (project / "amendments/2.1/edition.yml").read_text("utf-8") or drawable(parse(body.split("\n\n", 1)[1]).prose)
        else:
            path = project / body.partition("\n")[0].removeprefix("# ")
            rest = body.partition("\n")[2]
            (write if kind == "yaml" else edit)(path, rest)
    assert '"after": "Place for complaints"' in craft(project, "diff", "2.1", "2.2", "--format", "json").stdout
    status = craft(project, "translate", "status", "--edition", "2.2", "--language", "es").stdout.splitlines()[-1].split()
    assert status[4:] == ["0", "4"], "the translations were declared to stay; only the words of the edition and of its amendment are new"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def edit(path: Path, text: str) -> None:
    old = "\n".join(line[1:] for line in text.splitlines() if line.startswith("-"))
    new = "\n".join(line[1:] for line in text.splitlines() if line.startswith("+"))
    content = path.read_text("utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), "utf-8")
