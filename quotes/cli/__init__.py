"""The command line: thin commands over the other rooms. Heavy parts load only when a command needs them."""

from quotes.cli.main import app, main

__all__ = ["app", "main"]
