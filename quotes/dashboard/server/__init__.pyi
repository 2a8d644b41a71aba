from .lifecycle import lifespan, report_script_error
from .program_routes import make_site_routes
from .stack import make_middleware
from .streamlit_files import CONNECT_AT_ONCE, StreamlitFiles
from .uploads import admit_uploads

__all__ = [
    "CONNECT_AT_ONCE",
    "StreamlitFiles",
    "admit_uploads",
    "lifespan",
    "make_middleware",
    "make_site_routes",
    "report_script_error",
]
