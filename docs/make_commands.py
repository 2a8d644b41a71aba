"""Write docs/commands.md, the page of all commands and options, out of the commands themselves.

Run it after any change of a command: ``.venv/bin/python docs/make_commands.py``. A test compares.
"""

from inspect import cleandoc
from pathlib import Path
from typing import Any

from typer.main import get_command

from quotes.cli import app

PAGE = Path(__file__).with_name("commands.md")
_HEAD = """\
# Commands

Every command and option, as `quotes --help` and `quotes COMMAND --help` show them.
"""


def page() -> str:
    """Return the page as it should be."""
    group: Any = get_command(app)
    parts = [_HEAD, _command("quotes", group), *_subcommands("quotes", group)]
    return "\n".join(parts)


def _subcommands(path: str, group: Any) -> list[str]:
    """Return the section of each command of a group, and of the groups in it."""
    parts = []
    for name, command in sorted(getattr(group, "commands", {}).items()):
        parts.append(_command(f"{path} {name}", command))
        parts += _subcommands(f"{path} {name}", command)
    return parts


def _command(path: str, command: Any) -> str:
    """Return the section of one command: how to call it, what it does, and what each part means."""
    shown = [param for param in command.params if not getattr(param, "hidden", False)]
    arguments = "".join(f" {_argument(param)}" for param in shown if param.param_type_name == "argument")
    rest = " COMMAND" if hasattr(command, "commands") else arguments
    lines = [f"## {path}", "", f"    {path} [OPTIONS]{rest}", "", cleandoc(command.help or ""), ""]
    if shown:
        lines += ["| option | meaning |", "|---|---|", *map(_row, shown), ""]
    return "\n".join(lines)


def _argument(param: Any) -> str:
    """Return an argument as the line of use shows it."""
    name = _value(param) + ("..." if param.nargs == -1 else "")
    return name if param.required else f"[{name}]"


def _row(param: Any) -> str:
    """Return an option's or an argument's line of the table."""
    if param.param_type_name == "argument":
        name = f"`{_value(param)}`"
    else:
        names = [*param.opts, *param.secondary_opts]
        value = "" if param.is_flag else f" {_value(param)}"
        name = ", ".join(f"`{each}{value}`" for each in names)
    meaning = " ".join((param.help or "").split())
    return f"| {name} | {meaning}{_default(param)}{_variable(param)} |"


def _value(param: Any) -> str:
    """Return what stands for the value."""
    return str(param.metavar or param.name.upper())


def _default(param: Any) -> str:
    """Return the default where there is one that says something."""
    default = param.default
    tells = isinstance(default, str | int | float) and not isinstance(default, bool) and param.show_default
    return f" Default: {default}." if tells and "Default" not in (param.help or "") else ""


def _variable(param: Any) -> str:
    """Return the environment variable that stands for the option where there is one."""
    return f" Environment: `{param.envvar}`." if getattr(param, "envvar", None) else ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
