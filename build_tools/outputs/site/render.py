"""One edition in one language through MkDocs, in this process."""

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from build_tools.errors import CraftError
from build_tools.interface import direction, own_name
from build_tools.outputs.site.docs import write_alone
from build_tools.outputs.site.job import SiteJob
from build_tools.outputs.site.plugin import StandardPlugin

CONFIG = "mkdocs.yml"


def render_site(job: SiteJob, out: Path) -> None:
    """Write the pages and the search index of the job's edition and language into the empty folder `out`.

    Assets, the sitemap and the page for wrong addresses belong to the site as a whole: `around.py` writes them.
    """
    with tempfile.TemporaryDirectory(prefix="site-") as folder:
        work = Path(folder)
        write_alone(job, work / "docs")
        _quietly_build(_config(job, work))
        built = work / "site" / job.publication.language / job.publication.edition.name
        for path in sorted(built.iterdir()):
            shutil.move(path, out / path.name)
        shutil.move(work / "site" / "search", out / "search")


def settings(root: Path) -> dict[str, Any]:
    """The project's `mkdocs.yml`."""
    path = root / CONFIG
    if not path.is_file():
        raise CraftError(f"{path} is missing.", "Copy mkdocs.yml from another standard and adapt it.")
    with path.open(encoding="utf-8") as file:
        loaded = yaml_load(file)
    return loaded if isinstance(loaded, dict) else {}


def _config(job: SiteJob, work: Path) -> MkDocsConfig:
    """The owners' settings, with the paths, the language and the plug-ins of this build."""
    language = job.publication.language
    values = settings(job.root)
    i18n = {
        "docs_structure": "folder",
        "fallback_to_default": False,
        "build_only_locale": language,
        "languages": [{"locale": language, "name": own_name(language), "default": True}],
    }
    (work / "site").mkdir()
    values |= {
        "docs_dir": str(work / "docs"),
        "site_dir": str(work / "site"),
        "site_name": job.publication.standard["name"].words,
        "plugins": ["search", {"i18n": i18n}],
        "hooks": [],
    }
    theme = dict(values.get("theme") or {"name": "material"})
    values["theme"] = theme | {"language": language, "direction": direction(language)}
    config = MkDocsConfig(config_file_path=str(job.root / CONFIG))
    config.load_dict(values)
    errors, _ = config.validate()
    if errors:
        raise CraftError(f"mkdocs.yml: {errors[0][0]}: {errors[0][1]}", "Correct the setting in mkdocs.yml.")
    plugin = StandardPlugin()
    plugin.load_config({})
    plugin.alone = True
    config.plugins["standard"] = plugin
    config.extra["alone"] = True
    _speak(config, language, work)
    return config


def _speak(config: MkDocsConfig, language: str, work: Path) -> None:
    """Give the theme a file for a language it does not know; its words then stay English where the tools have none."""
    folder = "partials/languages"
    if any((Path(directory) / folder / f"{language}.html").is_file() for directory in config.theme.dirs):
        return
    path = work / "theme" / folder / f"{language}.html"
    path.parent.mkdir(parents=True)
    path.write_text(f'{{% macro t(key) %}}{{{{ {{"language": "{language}", "direction": "{direction(language)}"}}[key] }}}}{{% endmacro %}}', encoding="utf-8")
    config.theme.dirs.insert(0, str(work / "theme"))


def _quietly_build(config: MkDocsConfig) -> None:
    """MkDocs' remarks are not for those who build a standard; what goes wrong is raised."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        build(config)
    finally:
        logger.setLevel(level)

