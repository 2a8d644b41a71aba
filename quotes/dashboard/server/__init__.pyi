from .lifecycle import lifespan, report_script_error
from .lost_presses import is_first_run, press_was_lost
from .page_frame import in_frame
from .program_routes import make_site_routes
from .security_headers import SecurityHeaders
from .stack import make_middleware
from .streamlit_files import StreamlitFiles
from .uploads import admit_uploads

__all__ = [
    "SecurityHeaders",
    "StreamlitFiles",
    "admit_uploads",
    "in_frame",
    "is_first_run",
    "lifespan",
    "make_middleware",
    "make_site_routes",
    "press_was_lost",
    "report_script_error",
]
