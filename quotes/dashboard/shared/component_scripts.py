"""The scripts of the dashboard's components and its stylesheet, which a browser loads once and keeps.

Streamlit sends a component's script whenever the component is drawn. Here that is one line, which loads the
script from an address of its own (`quotes.dashboard.server`). The address changes whenever a file does.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_DASHBOARD = Path(__file__).parents[1]
_STYLE = "style.css"


@cache
def component_files() -> Mapping[str, bytes]:
    """The files by their addresses, which follow the dashboard's own address."""
    places = [*sorted(_DASHBOARD.rglob("*.js")), _DASHBOARD / "shared" / _STYLE]
    files = {place.name: place.read_bytes() for place in places}
    state = hashlib.sha256(b"\0".join(files.values())).hexdigest()[:16]
    return {f"static/quotes-{state}/{name}": data for name, data in files.items()}


@cache
def component_address(name: str) -> str:
    """The address of the file of this name."""
    return next(address for address in component_files() if address.endswith(f"/{name}"))


@cache
def component_script(name: str) -> str:
    """What Streamlit sends in place of the script in a file of this name: a module that loads it."""
    return "\n".join(
        (
            f'const address = new URL("{component_address(name)}", new URL(".", location.href));',
            "export default (await import(address)).default;",
        )
    )
