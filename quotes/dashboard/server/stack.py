"""The parts in the order in which a request passes them."""

from starlette.middleware import Middleware

from quotes.dashboard.server.addresses import AddressCheck
from quotes.dashboard.server.closed_routes import ClosedRoutes
from quotes.dashboard.server.page_frame import FRAME_SCRIPTS
from quotes.dashboard.server.page_socket import PageSockets
from quotes.dashboard.server.security_headers import SecurityHeaders
from quotes.dashboard.server.streamlit_files import StreamlitFiles
from quotes.dashboard.server.uploads import UploadCheck
from quotes.dashboard.shared import INLINE_SCRIPTS, component_address, component_files

_QUOTES = ("placed_html.js", "filter_panel.js", "quote_list.js")
_EVERY_PAGE = ("Html", "Button", "TextInput", "PageLink", "Pagination", "BidiComponent")
_COMPONENTS = {
    **dict.fromkeys(("", "quotes"), ("Html", "BidiComponent", *map(component_address, _QUOTES))),
    **dict.fromkeys(
        ("article", "speakers", "context", "check", "add", "followed", "review", "account"), _EVERY_PAGE
    ),
}
"""What a browser needs for each page: Streamlit's components by their names, and scripts of our own by their
addresses. Anything else is loaded when it is drawn."""


def make_middleware() -> list[Middleware]:
    """The middleware of ``st.App``, from the outside in."""
    return [
        Middleware(SecurityHeaders, scripts=(*INLINE_SCRIPTS, *FRAME_SCRIPTS)),
        Middleware(AddressCheck),
        Middleware(StreamlitFiles, pages=_COMPONENTS, files=component_files()),
        Middleware(ClosedRoutes),
        Middleware(UploadCheck),
        Middleware(PageSockets),
    ]
