"""The command line: thin commands over the other rooms, one module for each.

`main` runs it; `app` is the Typer application. Heavy parts load only when a command needs them.
"""

from quotes.cli.main import app, main

__all__ = ["app", "main"]
