"""Every filter is an option of the commands that filter quotes."""

from dataclasses import dataclass

import pytest
import typer
from filter_values import values_of
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from quotes.cli.filter_options import takes_one
from quotes.library import FILTER_FIELDS, Filter

EVERYTHING = Filter()


@dataclass(frozen=True)
class Request:
    only: Filter = EVERYTHING
    loud: bool = False


def asked_by(arguments: list[str]) -> Request:
    """What a command with these arguments is asked for."""
    asked: list[Request] = []

    def take(request: Request) -> None:
        asked.append(request)

    app = typer.Typer()
    app.command()(takes_one(Request)(take))
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    (request,) = asked
    return request


@pytest.mark.parametrize("name", FILTER_FIELDS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_option_of_a_filter_gives_its_value(name: str, data: st.DataObject) -> None:
    field = FILTER_FIELDS[name]
    value = data.draw(values_of(field))
    if isinstance(value, bool):
        arguments = [field.option] if value else []
    else:
        values = value if field.takes_several else (value,)
        texts = ["none" if each is None else str(each) for each in values]
        arguments = [f"{field.option}={text}" for text in texts if value != field.empty]
    assert asked_by([*arguments, "--loud"]) == Request(Filter(**{name: value}), loud=True)
