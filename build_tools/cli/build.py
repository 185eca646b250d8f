"""build."""

from pathlib import Path

import click

from build_tools.cli.root import in_folder
from build_tools.errors import UsageError
from build_tools.model.identifiers import suggestion
from build_tools.outputs.stamp import TARGETS, inputs_digest, is_current, tools_digest


@click.command()
@in_folder
@click.argument("targets", nargs=-1, metavar="[site] [pdf] [docx] [data]")
@click.option("--edition", "editions", multiple=True, help="Only this edition; may be given again. The output then holds no other.")
@click.option("--language", "languages", multiple=True, help="Only this language; may be given again. The output then holds no other.")
@click.option("--force", is_flag=True, help="Build although nothing changed.")
def build(root: Path, targets: tuple[str, ...], editions: tuple[str, ...], languages: tuple[str, ...], force: bool) -> int:
    """Compile the website, the PDFs, the Word files and the data into build/ (default: everything).

    The old output is replaced whole at the very end, or left as it was. What did not change is not built again.

    \b
    Examples:
      craft build
      craft build site
      craft build site --edition 2.1 --language es
    """
    for target in targets:
        if target not in TARGETS:
            raise UsageError(f"“{target}” cannot be built.", f"{suggestion(target, TARGETS)} What can: {', '.join(TARGETS)}.".strip())
    wanted = tuple(target for target in TARGETS if target in targets) or TARGETS
    tools = tools_digest()
    digest = inputs_digest(root, [*wanted, *editions, "--", *languages], tools)
    if not force and is_current(root / "build", digest):
        click.echo("Nothing changed; build/ is up to date.")
        return 0
    from build_tools.cli.building import compile_project  # here: to say that nothing changed needs none of it

    compile_project(root, wanted, editions, languages, digest, tools)
    return 0
