"""The parts in the order in which a request passes them."""

from starlette.middleware import Middleware

from quotes.dashboard.server.addresses import AddressCheck
from quotes.dashboard.server.closed_routes import ClosedRoutes
from quotes.dashboard.server.page_socket import PageSockets
from quotes.dashboard.server.security_headers import SecurityHeaders
from quotes.dashboard.server.uploads import UploadCheck
from quotes.dashboard.shared import INLINE_SCRIPTS


def make_middleware() -> list[Middleware]:
    """The middleware of ``st.App``, from the outside in."""
    return [
        Middleware(SecurityHeaders, scripts=INLINE_SCRIPTS),
        Middleware(AddressCheck),
        Middleware(ClosedRoutes),
        Middleware(UploadCheck),
        Middleware(PageSockets),
    ]
