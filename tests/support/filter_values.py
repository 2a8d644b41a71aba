"""Values for every field of a filter, made from its kind, so that a new filter is tested as it is added."""

from typing import Any

from hypothesis import strategies as st

from quotes.library import (
    FILTER_FIELDS,
    AboutField,
    AnyField,
    ChoicesField,
    DateField,
    Filter,
    FlagField,
    ImportsField,
    NamesField,
    NumberField,
    ShareField,
    TagsField,
    TopicsField,
)

PEOPLE = ("Ada Quill", "Quill", "A. Quill", "Bo Reed", "Reed", "Zoë Reed", "Cy Marl", "Dee Ames-Fell")
BODIES = ("Council of Harbour Towns", "CHT", "Ferry Board")
NAMES = {
    "speaker": (*PEOPLE, *BODIES, "Nobody Known"),
    "source": ("Coast Radio", "Ellin Courier"),
    "outlet": ("Port Post", "Ellin Daily"),
    "article": ("a1", "a2", "a3", "unheard of"),
}
TAGS = ("court", "minister", "nobody's")
IMPORTS = (1, 2, 99)
SEARCHES = ("ferry", "votes", '"storm dawn"', "harb* -dawn", "-ferry", "!?")
DAYS = ("2023-12-31", "2024-01-01", "2024-01-15", "2024-03-05")
SHARES = (0.0, 0.3, 0.7, 1.0)


def values_of(field: AnyField) -> st.SearchStrategy[Any]:  # noqa: PLR0911  (one for each kind of field)
    """Make values of a field, the empty one among them."""
    match field:
        case NamesField():
            return _some_of((*NAMES[field.column], *([None] if field.missing else [])))
        case AboutField():
            return _some_of((*PEOPLE, "Ferry Board", "Nobody Known"))
        case TopicsField():
            return st.just(())  # this library has no topics; tests/insight/test_topics.py filters by them
        case TagsField() | ChoicesField():
            return _some_of(TAGS if isinstance(field, TagsField) else tuple(field.choices))
        case ImportsField():
            return _some_of(IMPORTS)
        case DateField():
            return st.none() | st.sampled_from(DAYS)
        case ShareField():
            return st.none() | st.sampled_from(SHARES)
        case NumberField():
            return st.none() | st.integers(1, 4)
        case FlagField():
            return st.booleans()
    return st.just("") | st.sampled_from(SEARCHES)


def filters() -> st.SearchStrategy[Filter]:
    """Make filters with up to four of the fields."""
    some = st.sets(st.sampled_from(sorted(FILTER_FIELDS)), max_size=4)
    values = some.flatmap(
        lambda names: st.fixed_dictionaries({name: values_of(FILTER_FIELDS[name]) for name in names})
    )
    return values.map(lambda given: Filter(**given))


def _some_of(values: tuple[Any, ...]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)
