"""Where the article says who spoke: the cue and the mention of each quotation's speaker."""

from collections.abc import Sequence

from spacy.tokens import Token

from quotes.types import Attribution, Quotation, Span
from quotes.views import Passage


def attribute(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation], passages: Sequence[Passage]
) -> list[Attribution | None]:
    """Return the attribution of each quotation, in order; None for marked words that nobody is said to have spoken."""
    by_paragraph = {passage.view.paragraph: passage for passage in passages}
    found: list[Attribution | None] = []
    for quotation in quotations:
        passage = by_paragraph.get(quotation.paragraphs[0])
        near = passage and _nearest(passage, quotation)
        if not near:
            previous = next((item for item in reversed(found) if item and item.mention), None)
            near = previous and Attribution("carried", previous.mention, None, 0.5)
        found.append(near or Attribution("unattributed"))
    return found


def _nearest(passage: Passage, quotation: Quotation) -> Attribution | None:
    """Return the reporting verb nearest the quotation that has a subject, and that subject."""
    place = passage.view.from_article(quotation.span.start)
    verbs = [
        (abs(token.idx - place), token, subject)
        for token in passage.doc
        if token.tag_.startswith("VB") and token.lower_ in {"said", "says", "told", "added", "noted", "mentioned", "awarded", "called"}
        for subject in token.children
        if subject.dep_ == "nsubj"
    ]
    if not verbs:
        return None
    _, verb, subject = min(verbs, key=lambda item: item[0])
    return Attribution("nearest_verb", _name(passage, subject), passage.span(verb), 0.8)


def _name(passage: Passage, head: Token) -> Span:
    left = [child for child in head.lefts if child.dep_ in ("compound", "det", "amod", "poss", "nmod")]
    first = min((token for child in left for token in child.subtree), key=lambda token: token.i, default=head)
    return passage.span(first, head)
