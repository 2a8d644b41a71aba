"""The values of widgets that follow what is stored."""

import streamlit as st


def set_widget(key: str, value: object) -> None:
    """Set a widget to a value, unless it has it: to set it again would empty what is being typed there."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
