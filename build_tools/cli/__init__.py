"""The command line: words from the terminal to one call."""

import sys

import click

from build_tools.cli.report import show_error
from build_tools.cli.root import craft
from build_tools.errors import CraftError


def main() -> None:
    """Run `craft`; every error becomes a sentence and an exit code."""
    try:
        code = craft.main(standalone_mode=False)
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
    sys.exit(code if isinstance(code, int) else 0)
