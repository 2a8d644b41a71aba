from .access import Login, is_local, read_secrets, required_login
from .account import draw_account
from .gate import draw_gate, lead_to_asked_page
from .log_out import note_login
from .tokens import check_token, make_token
from .visitor import (
    NoAccessError,
    Visitor,
    current_visitor,
    lets_in,
    login_before_pages,
    may_name_folders,
)

__all__ = [
    "Login",
    "NoAccessError",
    "Visitor",
    "check_token",
    "current_visitor",
    "draw_account",
    "draw_gate",
    "is_local",
    "lead_to_asked_page",
    "lets_in",
    "login_before_pages",
    "make_token",
    "may_name_folders",
    "note_login",
    "read_secrets",
    "required_login",
]
