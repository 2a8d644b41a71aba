from .access import Login, is_local, read_secrets, required_login
from .gate import draw_account, draw_gate, lead_to_asked_page
from .visitor import NoAccessError, Visitor, current_visitor, lets_in, login_before_pages

__all__ = [
    "Login",
    "NoAccessError",
    "Visitor",
    "current_visitor",
    "draw_account",
    "draw_gate",
    "is_local",
    "lead_to_asked_page",
    "lets_in",
    "login_before_pages",
    "read_secrets",
    "required_login",
]
