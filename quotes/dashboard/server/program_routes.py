"""What answers programs (`quotes.serve`), with the dashboard's library, login and settings."""

from collections.abc import Collection
from functools import partial

from starlette.routing import BaseRoute
from streamlit import config

from quotes.dashboard.login import check_token, login_before_pages
from quotes.dashboard.settings import current_settings
from quotes.dashboard.shared import open_library
from quotes.serve import ServedSite, make_routes


def make_site_routes() -> list[BaseRoute]:
    """The routes of ``st.App`` that are no pages."""
    base = config.get_option("server.baseUrlPath").strip("/")
    return make_routes(
        ServedSite(
            open_library=open_library,
            check_access=partial(check_token, open_library),
            home=_home,
            takes_texts=_takes_texts,
            other_origins=_other_origins,
            base=f"/{base}" if base else "",
        )
    )


def _home() -> str:
    """The address of the dashboard for people who log in; "" without a login."""
    login = login_before_pages()
    return login.home if login else ""


def _takes_texts() -> bool:
    return current_settings().takes_texts


def _other_origins() -> Collection[str]:
    found: Collection[str] = config.get_option("server.corsAllowedOrigins")
    return found
