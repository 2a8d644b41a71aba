"""Which classes of mentions mean people, and which may mean things."""

PERSONAL = frozenset({"name", "he", "they", "i", "we", "role", "who"})
"""Classes of mentions that name or describe people."""
THINGS = frozenset({"noun", "plural", "that", "it", "other"})
"""Classes of mentions that may name a thing."""
