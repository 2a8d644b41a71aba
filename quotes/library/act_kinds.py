"""The kinds of act."""

from enum import StrEnum


class ActKind(StrEnum):
    """What an act does."""

    addition = "import"
    correction = "correction"
    amendment = "amendment"
    deletion = "deletion"
    joining = "joining"
    separation = "separation"
    not_a_name = "not a name"
    tag = "tag"
    untag = "tag removed"
    view = "saved view"
    following = "following"
