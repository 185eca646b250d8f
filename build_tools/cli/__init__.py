"""The command line: words from the terminal to one call."""

import gc
import os
import sys

import click

from build_tools.cli.report import show_error
from build_tools.cli.root import craft
from build_tools.errors import CraftError


def main() -> None:
    """Run `craft`; every error becomes a sentence and an exit code."""
    gc.set_threshold(200_000, 50, 50)  # a text is one large tree that lives to the end; searching it for garbage took a third of the time
    try:
        code = craft.main(prog_name="craft", standalone_mode=False)
    except CraftError as error:
        show_error(error)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("Interrupted; nothing was changed.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        click.echo(f"error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", err=True)
        sys.exit(3)
    except Exception as error:
        if os.environ.get("CRAFT_DEBUG"):
            raise
        click.echo(f"error: craft itself failed: {type(error).__name__}: {error}", err=True)
        click.echo("       This is a fault of the tools. Report it with the output of the same command under CRAFT_DEBUG=1.", err=True)
        sys.exit(70)
    sys.exit(code if isinstance(code, int) else 0)
