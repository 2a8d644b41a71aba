"""Which value each widget of the pages takes, learnt from what is drawn.

Streamlit believes what a browser says about a widget's value. A value of another type makes every later run
of that page fail.
"""

import json
from collections.abc import Mapping

from cachetools import LRUCache
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

_TAKES: Mapping[str, tuple[str, ...]] = {
    "arrow_vega_lite_chart": ("string_value",),
    "bidi_component": ("json_value", "json_trigger_value"),
    "button": ("trigger_value",),
    "button_group": ("string_array_value",),
    "checkbox": ("bool_value",),
    "date_input": ("string_array_value",),
    "download_button": ("trigger_value",),
    "file_uploader": ("file_uploader_state_value",),
    "multiselect": ("string_array_value",),
    "number_input": ("double_value", "int_value"),
    "pagination": ("int_value",),
    "radio": ("string_value",),
    "selectbox": ("string_value",),
    "slider": ("double_array_value",),
    "text_area": ("string_value",),
    "text_input": ("string_value",),
}
_HOLDS_JSON = ("arrow_vega_lite_chart", "bidi_component")
_MOST_KNOWN = 50_000


class WidgetValues:
    """What every widget that was drawn takes, by its id. An id says the same on every page."""

    def __init__(self) -> None:
        self._kinds: LRUCache[str, str] = LRUCache(_MOST_KNOWN)

    def learn(self, message: ForwardMsg) -> None:
        """Remember the widget that a message to a browser draws, if it draws one."""
        element = message.delta.new_element
        kind = str(element.WhichOneof("type"))
        if kind in _TAKES:
            self._kinds[getattr(element, kind).id] = kind

    def fits(self, state: WidgetState) -> bool:
        """Whether a widget takes this value. One that is not known yet takes any."""
        name = state.WhichOneof("value")
        kind = self._kinds.get(state.id)
        if name is None or kind is None:
            return True
        if name not in _TAKES[kind]:
            return False
        if kind in _HOLDS_JSON:
            return _is_json(getattr(state, name))
        return True


def _is_json(text: str) -> bool:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict | list)
