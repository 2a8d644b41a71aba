from .lifecycle import lifespan, report_script_error
from .stack import make_middleware
from .uploads import admit_uploads

__all__ = ["admit_uploads", "lifespan", "make_middleware", "report_script_error"]
