from .app import main, main_script, page_script
from .settings import DashboardSettings, use_settings

__all__ = ["DashboardSettings", "main", "main_script", "page_script", "use_settings"]
