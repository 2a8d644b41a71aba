"""Read the ``grammar.toml`` of a language: closed classes of words, patterns and labels of the parser.

The comments in that file explain each entry.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

from quotes.types import InputError

_Section = TypeVar("_Section")


@dataclass(frozen=True, slots=True)
class ClosedWords:
    """Small classes of words, in lower case."""

    say: frozenset[str]
    auxiliaries: frozenset[str]
    short_has: frozenset[str]
    hearing: frozenset[str]
    telling: frozenset[str]
    minded: frozenset[str]
    not_yet: frozenset[str]
    according: frozenset[str]
    according_to: frozenset[str]
    viewpoint: frozenset[str]
    agent: frozenset[str]
    before_terms: frozenset[str]
    author: frozenset[str]
    reproach: frozenset[str]
    quoting_link: frozenset[str]
    infinitive: frozenset[str]
    objects: frozenset[str]
    amid: frozenset[str]
    passing_on: frozenset[str]
    what: frozenset[str]
    quantities: frozenset[str]
    quantity_of: frozenset[str]
    of_age: frozenset[str]
    relatives: frozenset[str]
    pronouns: frozenset[str]
    dates: frozenset[str]
    seasons: frozenset[str]
    before_places_and_times: frozenset[str]
    title_articles: frozenset[str]
    title_prepositions: frozenset[str]
    first_person_singular: frozenset[str]
    first_person_plural: frozenset[str]
    second_person: frozenset[str]
    points_back: frozenset[str]
    stand_in: str
    parser_titles: frozenset[str]
    pronoun_classes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """Regular expressions that contain words of the language."""

    elision: re.Pattern[str]
    behind_name: re.Pattern[str]
    known_as: re.Pattern[str]
    defined_before: re.Pattern[str]
    defined_after: re.Pattern[str]
    ballot_answer: re.Pattern[str]
    by_artist: re.Pattern[str]
    determined: re.Pattern[str]
    acronym_possessive: re.Pattern[str]
    possessive_word: re.Pattern[str]
    picture_credit: re.Pattern[str]
    document_reads: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ParserLabels:
    """Part-of-speech tags and relations of the parser, grouped by how the rules use them."""

    nouns: frozenset[str]
    common_nouns: frozenset[str]
    proper_nouns: frozenset[str]
    singular_proper_nouns: frozenset[str]
    verbs: frozenset[str]
    modals: frozenset[str]
    past_participles: frozenset[str]
    present_participles: frozenset[str]
    question_adverbs: frozenset[str]
    name_tags: frozenset[str]
    before_adjectives: frozenset[str]
    between_subject_and_verb: frozenset[str]
    subjects: frozenset[str]
    passive_subjects: frozenset[str]
    agents: frozenset[str]
    prepositions: frozenset[str]
    prepositional_objects: frozenset[str]
    passive_auxiliaries: frozenset[str]
    helping_words: frozenset[str]
    direct_objects: frozenset[str]
    clause_objects: frozenset[str]
    clauses_beside: frozenset[str]
    clauses_of_prepositions: frozenset[str]
    possessors: frozenset[str]
    quoted_persons: frozenset[str]
    relative_clauses: frozenset[str]
    modifying_clauses: frozenset[str]
    appositions: frozenset[str]
    joined: frozenset[str]
    of_participles: frozenset[str]
    adverbial_clauses: frozenset[str]
    object_predicates: frozenset[str]
    markers: frozenset[str]
    adverbs: frozenset[str]
    negations: frozenset[str]
    punctuation: frozenset[str]
    roots: frozenset[str]
    noun_attributes: frozenset[str]
    clause_edges: frozenset[str]
    left_of_name: frozenset[str]
    shares_subject: Mapping[str, str]
    speaker_classes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The three sections of a ``grammar.toml``."""

    words: ClosedWords
    patterns: Patterns
    labels: ParserLabels


def read_grammar(file: Traversable) -> Grammar:
    """Read a ``grammar.toml``.

    Raises:
        InputError: the file is missing or is not TOML, a key is missing or unknown, or a pattern is not a
            regular expression. The message names the file and the key.

    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{file}: grammar file missing; reinstall the package") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file.name}: not valid TOML ({error})") from error
    return Grammar(
        _section(file.name, content, "words", ClosedWords),
        _section(file.name, content, "patterns", Patterns),
        _section(file.name, content, "labels", ParserLabels),
    )


def _section(file: str, content: Mapping[str, Any], name: str, kind: type[_Section]) -> _Section:
    """Read one section, which must have exactly the keys of its dataclass."""
    given = content.get(name, {})
    wanted = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    for key in (*(key for key in wanted if key not in given), *(key for key in given if key not in wanted)):
        problem = "missing" if key in wanted else "unknown"
        raise InputError(f"{file}: [{name}] {key}: {problem}; compare the file of another language")
    return kind(**{key: _typed_value(f"{file}: [{name}] {key}", given[key], name) for key in wanted})


def _typed_value(place: str, value: object, section: str) -> object:
    """Convert an entry to the type of its field: a set of words, a mapping, a pattern or a text."""
    if isinstance(value, list):
        return frozenset(value)
    if isinstance(value, dict):
        return MappingProxyType(value)
    if section != "patterns":
        return value
    try:
        return re.compile(str(value))
    except re.error as error:
        raise InputError(f"{place}: not a regular expression ({error})") from error
