from .app import main, main_script

__all__ = ["main", "main_script"]
