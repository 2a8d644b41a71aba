"""The app that `streamlit run` serves."""

import streamlit as st

from quotes.dashboard import page_script
from quotes.dashboard.server import lifespan, make_middleware, make_site_routes, report_script_error

app = st.App(
    page_script(),
    routes=make_site_routes(),
    middleware=make_middleware(),
    lifespan=lifespan,
    on_script_error=report_script_error,
)
