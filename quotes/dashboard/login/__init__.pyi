from .access import LOGIN, READ_ONLY, always_login, is_read_only, read_secrets, required_login
from .gate import draw_account, draw_gate, lead_to_asked_page, lets_in, login_before_pages

__all__ = [
    "LOGIN",
    "READ_ONLY",
    "always_login",
    "draw_account",
    "draw_gate",
    "is_read_only",
    "lead_to_asked_page",
    "lets_in",
    "login_before_pages",
    "read_secrets",
    "required_login",
]
