"""How Jinja draws the templates of `quotes.display.rendering`.

Every value that a template prints passes through `escape_html`. A value within an attribute takes the filter
``attribute``, or ``address`` for a link: there, a reordering control cannot be shown in a box of its own.
Line breaks and indentation of a template are layout of its source only; they are not part of the page.
"""

import html
import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from markupsafe import Markup

from quotes.display.escaping import encodable, escape_html, one_line, shortened, widget_label

_LAYOUT = re.compile(r"\s*\n\s*")


@cache
def environment_of(package: str) -> Environment:
    """Jinja for a package's folder ``templates``."""
    environment = _Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        auto_reload=False,
        extensions=[_WithoutLayout],
        finalize=_printed,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "address": _address,
        "attribute": _attribute,
        "number": "{:,}".format,
        "shortened": shortened,
        "widget_label": widget_label,
    }
    return environment


class _Printing(CodeGenerator):
    """Print a value with one call, `_printed`; Jinja would escape its result a second time, in vain.

    Should Jinja rename the two methods, its own way takes their place: slower, and as safe.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write(")")


class _Environment(Environment):
    code_generator_class = _Printing


class _WithoutLayout(Extension):
    """Take the line breaks and the indentation out of a template before it is compiled."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Join the lines of a template."""
        return _LAYOUT.sub("", source)


def _printed(value: object) -> str:
    """Escape a value that a template prints, unless it is HTML already."""
    if isinstance(value, Markup):
        return value
    return str.__new__(Markup, escape_html(str(value)))  # Markup(…) takes six times as long


def _attribute(text: str) -> Markup:
    return Markup(html.escape(one_line(text)))


def _address(url: str) -> Markup:
    return Markup(html.escape(encodable(url)))
