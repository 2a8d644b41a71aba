"""Acts in words, for a page or a terminal that lists them."""

from collections.abc import Callable, Mapping
from typing import Any

from quotes.library.act_kinds import ActKind
from quotes.library.corrections import CorrectionKind

_FIELDS = {"title": "title", "outlet": "outlet", "published": "date", "url": "web address"}
_FOLLOWING = {
    "added": "followed {}",
    "removed": "stopped following {}",
    "paused": "paused {}",
    "resumed": "resumed {}",
}


def act_in_words(what: ActKind, details: Mapping[str, Any]) -> str:
    """Say what an act did, from its details (`quotes.library.Act`).

    >>> act_in_words(ActKind.deletion, {"articles": 1, "quotes": 1200})
    'deleted 1 article with 1,200 quotes'
    >>> act_in_words(ActKind.correction, {"about": "speaker", "value": "Ada Quill", "kind": "person"})
    'speaker is Ada Quill (person)'
    >>> act_in_words(ActKind.amendment, {"articles": 2, "changes": {"outlet": "AP", "published": None}})
    'outlet is “AP”, no date: 2 articles'
    >>> act_in_words(ActKind.addition, {"articles": 0, "quotes": 0, "copies": 2})
    'noted 2 copies'
    >>> act_in_words(ActKind.addition, {"articles": 0, "quotes": 3, "updated": 1})
    'updated 1 article with 3 quotes'
    >>> act_in_words(ActKind.joining, {"names": ["Trump", "The Donald"], "known_as": "Donald J. Trump"})
    'joined Trump and The Donald, known as Donald J. Trump'
    >>> act_in_words(ActKind.tag, {"tag": "court", "kind": "article", "number": 2})
    'tag “court” for 2 articles'
    >>> act_in_words(ActKind.view, {"did": "renamed", "name": "Ferries", "was": "Boats"})
    'renamed the view “Boats” to “Ferries”'
    >>> act_in_words(ActKind.following, {"did": "paused", "places": ["https://news.example/feed"]})
    'paused https://news.example/feed'
    """
    return _WORDS[what](details)


def _addition(details: Mapping[str, Any]) -> str:
    parts = []
    if details.get("articles") or not any(details.get(name) for name in ("renewed", "copies", "updated")):
        parts.append(f"added {_number(details, 'articles')}")
    if details.get("copies"):
        copies = details["copies"]
        parts.append("noted 1 copy" if copies == 1 else f"noted {copies:,} copies")
    if details.get("renewed"):
        parts.append(f"extracted {details['renewed']:,} again")
    if details.get("updated"):
        parts.append(f"updated {_number({'articles': details['updated']}, 'articles')}")
    words = ", ".join(parts)
    return f"{words} with {_number(details, 'quotes')}" if details.get("quotes") else words


def _correction(details: Mapping[str, Any]) -> str:
    value, kind = details.get("value"), details.get("kind")
    match details.get("about"):
        case CorrectionKind.speaker:
            words = f"speaker is {value} ({kind})" if value else "speaker cannot be identified"
            return f"{words}: {_number(details, 'quotes')}" if details.get("quotes") else words
        case CorrectionKind.source:
            return f"source is {value}" if value else "no source"
        case CorrectionKind.not_a_quote:
            return "not a quote"
        case _:
            return "marked a missed quote"


def _amendment(details: Mapping[str, Any]) -> str:
    changes = details.get("changes") or {}
    said = [
        f"{_FIELDS.get(field, field)} is “{value}”" if value else f"no {_FIELDS.get(field, field)}"
        for field, value in changes.items()
    ]
    return f"{', '.join(said)}: {_number(details, 'articles')}"


def _deletion(details: Mapping[str, Any]) -> str:
    return f"deleted {_number(details, 'articles')} with {_number(details, 'quotes')}"


def _joining(details: Mapping[str, Any]) -> str:
    return f"joined {_names(details)}, known as {details.get('known_as')}"


def _separation(details: Mapping[str, Any]) -> str:
    others = details.get("others") or ["others"]
    return f"split {_names(details)} from {others[0]}"


def _not_a_name(details: Mapping[str, Any]) -> str:
    return f"not a name: {_names(details)}"


def _tag(details: Mapping[str, Any]) -> str:
    return f"tag “{details.get('tag')}” for {_tagged(details)}"


def _untag(details: Mapping[str, Any]) -> str:
    return f"tag “{details.get('tag')}” removed from {_tagged(details)}"


def _view(details: Mapping[str, Any]) -> str:
    name, was = details.get("name"), details.get("was")
    return f"renamed the view “{was}” to “{name}”" if was else f"{details.get('did')} the view “{name}”"


def _following(details: Mapping[str, Any]) -> str:
    places = details.get("places") or [""]
    named = places[0] if len(places) == 1 else f"{len(places):,} sources"
    return _FOLLOWING.get(str(details.get("did")), "changed {}").format(named)


def _tagged(details: Mapping[str, Any]) -> str:
    if details.get("kind") == "speaker" and details.get("number") == 1:
        return str(details["targets"][0])
    return _number({f"{details.get('kind')}s": details.get("number")}, f"{details.get('kind')}s")


def _names(details: Mapping[str, Any]) -> str:
    return " and ".join(details.get("names") or ())


def _number(details: Mapping[str, Any], noun: str) -> str:
    number = details.get(noun) or 0
    return f"1 {noun.removesuffix('s')}" if number == 1 else f"{number:,} {noun}"


_WORDS: Mapping[ActKind, Callable[[Mapping[str, Any]], str]] = {
    ActKind.addition: _addition,
    ActKind.correction: _correction,
    ActKind.amendment: _amendment,
    ActKind.deletion: _deletion,
    ActKind.joining: _joining,
    ActKind.separation: _separation,
    ActKind.not_a_name: _not_a_name,
    ActKind.tag: _tag,
    ActKind.untag: _untag,
    ActKind.view: _view,
    ActKind.following: _following,
}
