"""Whether the whole page is drawn, or only a part of it (`st.fragment`)."""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def draws_part() -> bool:
    """Whether only a part of the page is drawn in this run."""
    context = get_script_run_ctx()
    return bool(context and context.fragment_ids_this_run)
