"""Credits for what speakers publish themselves: posts on platforms, and books."""

import re
from collections.abc import Iterator
from functools import cache

from quotes.language import Lexicon, fold
from quotes.sources.credit import BOOK, POST, Credit, has_any, is_received
from quotes.sources.name_patterns import alternatives, name_run
from quotes.sources.outlet_phrases import OutletPhrases
from quotes.types import Span

_NOUN_TOO = frozenset({"tweet", "tweets", "retweet", "retweets"})
_HAS_EFFECT = re.compile(r"\s(?:drew|followed|prompted|provoked|sparked|triggered)\s")
"""What is said of a post that is not about the words near it: "Quill's tweet followed an attack"."""
_LEADS_TO_VERB = re.compile(r"\b(?:to|also|he|she|they|would|will|can|did)\s$")
_ON_PLATFORM = re.compile(
    r"\b([Oo]n|to|[Vv]ia|through|[Oo]ver|users?\sof|an?|one|another|some|his|her|their|the|its|\w+day|from|[A-Z]\w+['’]s?)\s"
    r"(?:(?!on\b|to\b|via\b|users?\sof\b)[a-z’'-]+\s){0,3}?(?=[A-Zx4]|twitter|facebook|instagram)"
)
_LEADS_TO_PLATFORM = frozenset({"on", "to", "via", "through", "over", "user of", "users of"})
_PLATFORM = re.compile(r"Truth\sSocial|Tik\sTok|Sina\sWeibo|[\w.]+\w(?!-)\b|X")
_POST = re.compile(
    r"['’s]*\s(?:posts?|message|page|account|users?|commenters?|feed|video|thread|status|update|statement|story|comment|note|rant|platform|handle|profile|channel|[Ll]ive(?:stream)?)\b"
)
_TWEET = re.compile(
    r"\b(?:in|via|from)\s(?:an?|one|his|her|their|another|the|\w+)\s(?:[\w’'-]+\s){0,4}?(tweets?|tweet\s?storm|retweet)\b"
)
_POST_AGAIN = re.compile(
    r"\b[Ii]n\s(?:an?|the|his|her|their|another|the\ssame)\s(?:(?:follow-up|second|third|later|further|separate|earlier|"
    r"subsequent|same|new|long|short|lengthy)\s){0,2}(posts?|posting|thread)\b(?!\son\b)|"
    r"\b[Oo]n\sthe\ssame\s(?:social\s(?:media|network)\s)?(platform|site|app|network)\b"
)
_AGAIN_WITHIN = 600


_TWEETS = re.compile(r"(?<![</@#-])\b(?:tweets?|tweet\s?storm)\b(?![-/])", re.IGNORECASE)


def tweets(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find the noun "tweet" anywhere else: "posted a tweet", "his tweets", "a late-night tweet"."""
    for match in _TWEETS.finditer(phrases.text) if "weet" in phrases.lower else ():
        is_verb = _LEADS_TO_VERB.search(phrases.text, max(0, match.start() - 8), match.start())
        if not (is_verb or _HAS_EFFECT.match(phrases.text, match.end())):
            span = Span(*match.span())
            yield Credit("tweets", POST, phrases.lexicon.platform_verbs["tweet"], span, span)


def platform_verb(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "tweeted"."""
    for match in (
        _posting_verbs(phrases.lexicon).finditer(phrases.text)
        if has_any(phrases.lower, phrases.lexicon.platform_verbs)
        else ()
    ):
        form = match.group().lower()
        if form in phrases.lexicon.platforms and match.group()[0].isupper():
            continue
        if form in _NOUN_TOO and not _LEADS_TO_VERB.search(
            phrases.text, max(0, match.start() - 8), match.start()
        ):
            continue
        yield Credit(
            "platform_verb",
            POST,
            phrases.lexicon.platform_verbs[form],
            Span(*match.span()),
            Span(*match.span()),
        )


def posted_on(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "wrote on Twitter", "in a Facebook post", "in a tweet"."""
    lexicon = phrases.lexicon
    named = has_any(phrases.lower, lexicon.platforms)
    for match in _ON_PLATFORM.finditer(phrases.text) if named else ():
        word = _PLATFORM.match(phrases.text, match.end())
        platform = word and lexicon.platforms.get(fold(word.group()))
        if not word or not platform or is_received(phrases.text, match.start(), lexicon):
            continue
        if match.group(1).lower() in _LEADS_TO_PLATFORM or _POST.match(phrases.text, word.end()):
            yield Credit("posted_on", POST, platform, Span(*word.span()), Span(match.start(), word.end()))
    for match in _TWEET.finditer(phrases.text) if "weet" in phrases.text else ():
        name = lexicon.platform_verbs["tweet"]
        yield Credit("posted_on", POST, name, Span(*match.span(1)), Span(*match.span()))
    yield from _posted_again(phrases)


def _posted_again(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "in another post", which is on the platform that the article named last."""
    lexicon = phrases.lexicon
    again = (
        list(_POST_AGAIN.finditer(phrases.text))
        if has_any(phrases.text, (" post", " thread", "the same "))
        else []
    )
    named = list(_platform_names(lexicon).finditer(phrases.text)) if again else []
    for match in again:
        before = [name for name in named if 0 <= match.start() - name.end() <= _AGAIN_WITHIN]
        if before:
            platform = lexicon.platforms[fold(before[-1].group())]
            span = Span(*match.span(match.lastindex or 1))
            yield Credit("posted_on", POST, platform, span, Span(*match.span()))


_BOOK = (
    r"(?:\w+\s)?(?:book|memoirs?|autobiography|biography|novel|diary|diaries|cookbook|best-?seller|"
    r"manifesto|documentary|docuseries)"
)
_BOOKS = ("book", "memoir", "biography", "novel", "diary", "diaries", "seller", "manifesto", "docu")
_IN_BOOK = re.compile(
    rf"\b(?:[Ii]n|[Ff]rom|[Aa]ccording\sto)\s(?:his|her|their|the|an?|(?:[\w.-]+\s){{0,8}}?[\w.]+['’]s?)\s(?:[\w-]+\s){{0,3}}?{_BOOK}\b"
    r"(?:\sof\s[^,.]{1,60}?)?(?=,?\s)"
)
_BOOK_CALLED = re.compile(
    rf"\b(?:wrote|writes|written|published|author\sof|his|her|their)\s(?:[\w-]+\s){{0,3}}?{_BOOK}\b[^.\n_]{{0,60}}?\b(?:titled|entitled|called)\b"
)


_OWN_BOOK = rf"(?:(?:his|her|their|the|this)|[A-Z][\w.]+['’]s?)\s(?:[a-z-]+\s){{0,2}}?({_BOOK})\b"
_BOOK_AGAIN = re.compile(rf"\b(?:[Ii]n|[Ff]rom|[Oo]f|[Aa]ccording\sto)\s{_OWN_BOOK}(?!,?\s[\"“‘A-Z])")
_NAMED_BOOK = re.compile(
    rf"\b{_BOOK},?\s(?:titled\s|entitled\s|called\s)?(?:''|[\"“‘])([A-Z][^\"”_\n]{{1,80}}?)[,.]?(?:''|[\"”’])"
)

_TITLE_BETWEEN_COMMAS = re.compile(
    r",\s([A-Z][\w’'-]*(?:\s[\w’'-]+){0,4}?\s(?:in|of|and|to|for|from|with|on|by|at|the|a)\s[^,.;:_\n]{2,50}),\s"
)
"""A title with small words inside, between commas: "In her memoir, Voices in the Reeds, she wrote"."""


def book_again(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "in the book", "in his memoir", of a book whose title the article gives elsewhere."""
    titles = list(_NAMED_BOOK.finditer(phrases.text)) if has_any(phrases.text, _BOOKS) else []
    for match in _BOOK_AGAIN.finditer(phrases.text) if titles else ():
        before = [title for title in titles if title.end() <= match.start()]
        title = " ".join((before[-1] if before else titles[0]).group(1).split())
        yield Credit("book_again", BOOK, title, Span(*match.span(1)), Span(*match.span()))


def in_book(phrases: OutletPhrases) -> Iterator[Credit]:
    """Find "in her memoir, The Long Tide", "wrote a book entitled …"."""
    named = _book_title(phrases.lexicon)
    for pattern in (_IN_BOOK, _BOOK_CALLED) if has_any(phrases.text, _BOOKS) else ():
        for match in pattern.finditer(phrases.text):
            title = named.match(phrases.text, match.end())
            between = _TITLE_BETWEEN_COMMAS.match(phrases.text, match.end())
            if between and not phrases.outlets.is_people(between.group(1)):
                span = Span(*between.span(1))
                yield Credit(
                    "in_book", BOOK, " ".join(between.group(1).split()), span, Span(match.start(), span.end)
                )
                continue
            if not title:
                continue
            comma, quoted, plain = title.groups()
            if plain and (phrases.outlets.is_people(plain) or (comma and len(plain.split()) < 2)):
                continue
            words, span = quoted or plain, Span(*title.span(2 if quoted else 3))
            yield Credit("in_book", BOOK, " ".join(words.split()), span, Span(match.start(), title.end()))


@cache
def _book_title(lexicon: Lexicon) -> re.Pattern[str]:
    run = name_run(lexicon)
    return re.compile(
        r"(,?)\s(?:titled\s|entitled\s|called\s)?"
        rf"(?:(?:''|[\"“‘])([A-Z][^\"”_\n]{{1,80}}?)[,.]?(?:''|[\"”’])|({run}(?::\s{run})?))"
    )


@cache
def _platform_names(lexicon: Lexicon) -> re.Pattern[str]:
    longest = [name for name in lexicon.platforms if len(name) > 1]
    return re.compile(rf"\b(?:(?=[A-Z])(?i:{alternatives(longest)})|(?<=\bon )X)\b")


@cache
def _posting_verbs(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(lexicon.platform_verbs)})\b", re.IGNORECASE)
