"""The fixtures of the attacks on the dashboard's server."""

from guarded_desk import ada, desk

__all__ = ["ada", "desk"]
