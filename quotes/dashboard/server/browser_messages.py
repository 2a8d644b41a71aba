"""The messages between a browser and Streamlit: which may come in, and what may go out."""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from quotes.dashboard.server.widget_values import WidgetValues

MOST_BYTES = 8_000_000
"""The longest message that a browser may send; a pasted article is one message."""
_MOST_WIDGETS = 2_000
_MOST_FILES = 1_000
_MOST_SHOWN = 40
_MOST_LETTERS = 200_000
_HARMLESS = ("stop_script", "app_heartbeat")
_DOWNLOAD = "deferred_file"
_LONGEST_READ = 1_000_000
_ACT_OF_COMPONENT = "json_trigger_value"
_ACTS = (_ACT_OF_COMPONENT, "trigger_value", "string_trigger_value", "chat_input_value")
"""The values of widgets that are acts, like the press of a button."""
LEFT_OUT = "a press was left out"
"""The id of a widget that no page has: it is pressed where the press of a button is left out."""


def read_message(data: bytes, values: WidgetValues) -> tuple[BackMsg, str]:
    """Read a browser's message, and say in a few words why it must not reach Streamlit; "" if it may."""
    message = BackMsg()
    if len(data) > MOST_BYTES:
        return message, f"a message of {len(data)} bytes"
    try:
        message.ParseFromString(data)
    except DecodeError:
        return message, "a message that cannot be read"
    return message, _why_not(message, values)


def _why_not(message: BackMsg, values: WidgetValues) -> str:
    """Why a message must not reach Streamlit; "" if it may."""
    match message.WhichOneof("type"):
        case "rerun_script":
            return _why_not_run(message.rerun_script, values)
        case "backend_operation_request":
            operation = message.backend_operation_request.WhichOneof("payload")
            return "" if operation == _DOWNLOAD else f"the operation {operation}"
        case "file_urls_request":
            too_many = len(message.file_urls_request.file_names) > _MOST_FILES
            return "too many files at once" if too_many else ""
        case kind:
            return "" if kind in _HARMLESS else f"the message {kind}"


def _why_not_run(asked: ClientState, values: WidgetValues) -> str:
    """Why the page must not run with these values of its widgets; "" if it may."""
    if len(asked.query_string) > _MOST_LETTERS:
        return "an address that is too long"
    widgets = asked.widget_states.widgets
    if len(widgets) > _MOST_WIDGETS:
        return f"values of {len(widgets)} widgets"
    misfit = next((widget.id for widget in widgets if not values.fits(widget)), None)
    return "" if misfit is None else f"a value that the widget {misfit[-_MOST_SHOWN:]!r} does not take"


def whole_run_before(message: BackMsg) -> BackMsg | None:
    """The run of the whole page that a session needs before its first message; None if that is one.

    Where a server was started again, or has forgotten the session of a machine that slept, the page in the
    browser was drawn for another session. Streamlit would drop what is asked of its parts, and what its
    components ask for, without a word.
    """
    given = message.rerun_script.widget_states.widgets
    asks = any(each.WhichOneof("value") == _ACT_OF_COMPONENT for each in given)
    if not (message.rerun_script.fragment_id or asks):
        return None
    whole = BackMsg()
    whole.CopyFrom(message)
    run = whole.rerun_script
    kept = [each for each in given if each.WhichOneof("value") not in _ACTS]
    for name in ("fragment_id", "is_auto_rerun", "widget_states"):
        run.ClearField(name)
    run.widget_states.widgets.extend(kept)
    if len(kept) < len(given) and not can_follow(message):
        run.widget_states.widgets.add(id=LEFT_OUT, trigger_value=True)
    return whole


def can_follow(message: BackMsg) -> bool:
    """Whether a message still says what was meant once the page was drawn again.

    An act of a component of ours names the quote, the page or the filter. A button acts on what it was drawn
    beside, which may be something else now.
    """
    values = {each.WhichOneof("value") for each in message.rerun_script.widget_states.widgets}
    return values & {*_ACTS} == {_ACT_OF_COMPONENT}


def read_answer(data: bytes) -> ForwardMsg | None:
    """Read a message of Streamlit's to the browser; None if it is too long to be of interest here."""
    if len(data) > _LONGEST_READ:
        return None
    message = ForwardMsg()
    message.ParseFromString(data)
    return message


def without_server_details(message: ForwardMsg) -> bytes:
    """The message that begins a run, without where the server's files are, its versions and its installation.

    Streamlit sends it to everybody who connects, also before any login.
    """
    session = message.new_session
    session.main_script_path = session.name
    start = session.initialize
    start.ClearField("user_info")
    start.ClearField("environment_info")
    start.user_info.SetInParent()
    start.environment_info.SetInParent()
    start.recommend_skills_install = False
    start.skills_nudge_suppressed_reason = ""
    data: bytes = message.SerializeToString()
    return data
