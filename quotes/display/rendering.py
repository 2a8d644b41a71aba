"""HTML from the templates of a room, in which the words of an article cannot become markup."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Template


def templates_of(package: str) -> Callable[..., Markup]:
    """Make the function that fills a template of a package's folder ``templates``.

    It takes the template's name without ``.html``, and the values by their names.
    """

    def fill(name: str, /, **values: object) -> Markup:
        template = _template(package, name)
        context = template.new_context(
            values, shared=True
        )  # without Jinja's globals, which take 10 µs a call
        return Markup("".join(template.root_render_func(context)))

    return fill


@cache
def _template(package: str, name: str) -> "Template":
    from quotes.display.template_environment import environment_of  # noqa: PLC0415  (a table needs no Jinja)

    return environment_of(package).get_template(f"{name}.html")
