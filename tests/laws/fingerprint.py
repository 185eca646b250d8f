"""Prints a digest of everything written for some editions and languages; run by itself, under another environment."""

import json
import sys
from hashlib import sha256
from pathlib import Path

from build_tools.canonical.source import write_source
from build_tools.outputs.comparison import FORMATS, Comparison
from build_tools.outputs.data import EXPORTS
from build_tools.pipeline import Pipeline, all_problems
from build_tools.translate.units import project_units


def fingerprint(pipeline: Pipeline, editions: list[str], languages: list[str]) -> dict[str, str]:
    """What → its digest."""
    project = pipeline.project
    made: dict[str, object] = {"problems": [str(problem) for problem in all_problems(pipeline)]}
    made["units"] = [(domain, *key, names) for domain, units in project_units(project, pipeline.texts).items() for key, (_, names) in units.items()]
    for edition in editions:
        text = pipeline.text(edition)
        made[f"source {edition}"] = write_source(project.facts, text)
        for other in project.editions:
            found = Comparison(project.facts, edition, other, text, pipeline.text(other), pipeline.differences_between(edition, other))
            made[f"diff {edition} {other}"] = [write(found) for write in FORMATS.values()]
        for language in languages:
            publication = pipeline.publication(edition, language)
            made |= {f"{edition} {language} {name}": write(publication) for name, write in EXPORTS.items()}
            made[f"{edition} {language}"] = publication
    return {name: sha256(value if isinstance(value, bytes) else repr(value).encode()).hexdigest() for name, value in made.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fingerprint(Pipeline(Path(sys.argv[1])), sys.argv[2].split(","), sys.argv[3].split(","))))
