from .lifecycle import lifespan, report_script_error
from .lost_presses import LostAct, is_first_run, lost_act
from .page_frame import in_frame
from .program_routes import make_site_routes
from .security_headers import SecurityHeaders
from .stack import make_middleware
from .streamlit_files import StreamlitFiles
from .uploads import admit_uploads

__all__ = [
    "LostAct",
    "SecurityHeaders",
    "StreamlitFiles",
    "admit_uploads",
    "in_frame",
    "is_first_run",
    "lifespan",
    "lost_act",
    "make_middleware",
    "make_site_routes",
    "report_script_error",
]
