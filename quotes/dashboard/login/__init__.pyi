from .access import Login, read_secrets, required_login
from .gate import draw_account, draw_gate, lead_to_asked_page, lets_in, login_before_pages

__all__ = [
    "Login",
    "draw_account",
    "draw_gate",
    "lead_to_asked_page",
    "lets_in",
    "login_before_pages",
    "read_secrets",
    "required_login",
]
