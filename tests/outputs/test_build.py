"""Promises 4, 5 and 8: the same bytes, whole or not at all, and what is rebuilt by increments is what a cold build gives."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.outputs.stamp import inputs_digest
from tests.support.built import ROOT, TEAHOUSE, copy_project, craft, tree

KILLS = 20
SMALL = ("build", "site", "data", "--edition", "3", "--language", "ar")


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def retranslate(project: Path) -> None:
    """A translator mends a word."""
    path = project / "translations/zh/LC_MESSAGES/preliminares.po"
    text = path.read_text("utf-8")
    changed = re.sub(r'(msgctxt "intro:quejas#text"\nmsgid .*\nmsgstr ")', r"\1甲", text)
    assert changed != text
    path.write_text(changed, "utf-8")


def correct(project: Path) -> None:
    """An editor corrects the text of all editions at once, brings the catalogues along, and seals again."""
    replace_in(project / "source/preliminares/quejas.md", "no abre ni cierra", "ni abre ni cierra")
    assert craft(project, "translate", "update").returncode == 0
    for edition in ("1", "2", "3"):
        assert craft(project, "seal", edition, "--reason", "Corrección").returncode == 0


def recolour(project: Path) -> None:
    """An owner changes a colour."""
    text = (project / "mkdocs.yml").read_text("utf-8")
    changed = re.sub(r"primary: '#[0-9A-Fa-f]{6}'", "primary: '#123456'", text, count=1)
    assert changed != text
    (project / "mkdocs.yml").write_text(changed, "utf-8")


def retitle(project: Path) -> None:
    """An amendment's reason is reworded."""
    path = next((project / "amendments/3").glob("A1.yml"))
    path.write_text(re.sub(r"^title: .*$", "title: Otro título", path.read_text("utf-8"), flags=re.M), "utf-8")
    assert craft(project, "translate", "update").returncode == 0


@pytest.fixture(scope="module")
def worked_on(teahouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project with its cache, to be edited."""
    target = tmp_path_factory.mktemp("worked-on") / "project"
    shutil.copytree(teahouse, target, symlinks=True)
    return target


@pytest.mark.parametrize("edit", [retranslate, correct, recolour, retitle], ids=lambda edit: edit.__name__)
def test_incremental_is_cold(worked_on: Path, tmp_path: Path, edit: Callable[[Path], None]) -> None:
    before = tree(worked_on / "build")
    edit(worked_on)
    done = craft(worked_on, "build", "site", "docx", "data")
    assert done.returncode == 0, done.stderr
    incremental = tree(worked_on / "build", without=(".stamp.json",))
    assert incremental != {path: data for path, data in before.items() if path != ".stamp.json"}
    cold = copy_project(worked_on, tmp_path / "cold")
    assert craft(cold, "build", "site", "docx", "data").returncode == 0
    expected = tree(cold / "build", without=(".stamp.json",))
    mine = {path: data for path, data in incremental.items() if not path.endswith(".pdf")}
    assert sorted(mine) == sorted(expected)
    assert [path for path in expected if mine[path] != expected[path]] == []


def test_unchanged_builds_nothing(teahouse: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (teahouse / "build").rglob("*")}
    done = craft(teahouse, "build")
    assert done.returncode == 0 and "Nothing changed" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in (teahouse / "build").rglob("*")} == before


def test_a_lost_file_is_made_again(worked_on: Path) -> None:
    assert craft(worked_on, "build", "data").returncode == 0
    lost = next((worked_on / "build/releases/3/ar").glob("*.json"))
    content = lost.read_bytes()
    lost.unlink()
    assert craft(worked_on, "build", "data").returncode == 0
    assert lost.read_bytes() == content


def test_a_file_damaged_in_place_is_made_again(worked_on: Path) -> None:
    """The output shares its files with the cache, so what damages the one damages the other."""
    assert craft(worked_on, "build", "data").returncode == 0
    damaged = next((worked_on / "build/releases/3/ar").glob("*.json"))
    content = damaged.read_bytes()
    with damaged.open("r+b") as file:
        file.write(b"?")
    (worked_on / "build/.stamp.json").write_text("[]", "utf-8")
    assert craft(worked_on, "build", "data").returncode == 0
    assert damaged.read_bytes() == content


def test_the_environment_of_the_settings_counts(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_url: !ENV [TEA_URL, '']\n", "utf-8")
    without = inputs_digest(tmp_path, ["site"], "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEA_URL", "https://tea.example/")
        assert inputs_digest(tmp_path, ["site"], "") != without


def test_same_bytes_elsewhere(teahouse: Path, tmp_path: Path) -> None:
    """Another folder, another hash seed, another order of files on disk, another time zone."""
    elsewhere = copy_project(TEAHOUSE, tmp_path / "b" / "elsewhere")
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = craft(elsewhere, "build", env=environment)
    assert done.returncode == 0, done.stderr
    first, second = tree(teahouse / "build"), tree(elsewhere / "build")
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


def test_partial_build_keeps_the_rest(worked_on: Path) -> None:
    pdfs = {path: data for path, data in tree(worked_on / "build").items() if path.endswith(".pdf")}
    assert pdfs
    assert craft(worked_on, "build", "data", "--force").returncode == 0
    after = tree(worked_on / "build")
    assert {path: after.get(path) for path in pdfs} == pdfs
    assert "site/index.html" in after


def test_faults_leave_the_output(worked_on: Path) -> None:
    before = tree(worked_on / "build")
    path = worked_on / "source/preliminares/alcance.md"
    text = path.read_text("utf-8")
    path.write_text(text + "\nVéase [[A-99]].\n", "utf-8")
    done = craft(worked_on, "build")
    path.write_text(text, "utf-8")
    assert done.returncode == 1 and "A-99" in done.stderr and "Traceback" not in done.stderr
    assert tree(worked_on / "build") == before


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Promise 5: after kill -9 the output is the old one or the new one, whole; and the next build mends everything."""
    project = copy_project(TEAHOUSE, tmp_path / "killed")
    path = project / "translations/ar/LC_MESSAGES/preliminares.po"
    texts = [path.read_text("utf-8")]
    texts.append(re.sub(r'(msgctxt "intro:quejas#text"\nmsgid .*\nmsgstr ")', r"\1و", texts[0]))
    outputs, seconds = [], 0.0
    for text in texts:
        path.write_text(text, "utf-8")
        start = time.monotonic()
        assert craft(project, *SMALL).returncode == 0
        seconds = time.monotonic() - start
        outputs.append(tree(project / "build"))
    assert outputs[0] != outputs[1]
    present, killed = 1, 0
    for moment in range(KILLS):
        path.write_text(texts[1 - present], "utf-8")
        shutil.rmtree(project / ".craft" / "cache", ignore_errors=True)
        in_time = _kill_after(project, seconds * (moment + 1) / KILLS)
        killed += in_time
        seconds *= 1 if in_time else 0.8  # the machine has become faster than when it was measured
        found = tree(project / "build")
        assert found in outputs, f"half an output after moment {moment}"
        present = outputs.index(found)
    assert killed >= KILLS // 2, "most builds ended before they could be killed"
    assert craft(project, *SMALL).returncode == 0
    assert tree(project / "build") == outputs[texts.index(path.read_text("utf-8"))]
    assert sorted(found.name for found in (project / ".craft").iterdir()) == ["cache", "lock"]


def _kill_after(project: Path, seconds: float) -> bool:
    """Whether the build was still running and was killed, with all its processes."""
    command = [sys.executable, "-c", "from build_tools.cli import main; main()", "-C", str(project), *SMALL]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        running.wait(seconds)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        return True


def test_only_one_build_at_a_time(tmp_path: Path) -> None:
    from build_tools.errors import CraftError
    from build_tools.outputs.disk import exclusively

    with exclusively(tmp_path), pytest.raises(CraftError, match="Another craft command"), exclusively(tmp_path):
        pass


def test_plain_mkdocs(worked_on: Path, tmp_path: Path) -> None:
    """After `craft build site`, MkDocs alone shows the edition in force; before, it says what to run."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "out")]
    assert craft(worked_on, "build", "site").returncode == 0
    done = subprocess.run(command, cwd=worked_on, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "ar" / "3" / "index.html").is_file()
    bare = copy_project(TEAHOUSE, tmp_path / "bare")
    done = subprocess.run(command, cwd=bare, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "craft build site" in done.stderr + done.stdout
