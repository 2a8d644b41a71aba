from .lifecycle import lifespan, report_script_error
from .stack import make_middleware
from .streamlit_files import StreamlitFiles
from .uploads import admit_uploads

__all__ = ["StreamlitFiles", "admit_uploads", "lifespan", "make_middleware", "report_script_error"]
