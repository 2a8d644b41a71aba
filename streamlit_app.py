"""The app that `streamlit run` serves."""

import streamlit as st

from quotes.dashboard import page_script
from quotes.dashboard.server import lifespan, make_middleware, report_script_error

app = st.App(
    page_script(), middleware=make_middleware(), lifespan=lifespan, on_script_error=report_script_error
)
