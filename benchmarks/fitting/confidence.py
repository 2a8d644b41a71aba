"""Fit how sure the speaker of a row is, on rows of outlets that the other stages were not fitted on."""

from collections.abc import Iterator, Sequence

from fitting.articles import AttributedArticle, labels_of
from fitting.logit import YesNo, fit_yes_no
from quotes.evaluation import same_name
from quotes.language import Language
from quotes.speakers import confidence_features, resolve_speakers

SMOOTHING = 3.0


def confidence_examples(article: AttributedArticle, language: Language) -> Iterator[YesNo]:
    """Each row that has a speaker and a sure label, and whether the speaker is right."""
    marked = article.marked
    speakers = resolve_speakers(marked, article.attributions)
    for quotation, attribution, speaker in zip(
        marked.quotations, article.attributions, speakers, strict=True
    ):
        for label in labels_of(article, quotation):
            if not (label.get("speaker") and label.get("sure", True) and speaker.name):
                continue
            lenient = label["kind"] != "person"
            features = confidence_features(marked, quotation, attribution, speaker)
            yield YesNo(features, same_name(label["speaker"], speaker.name, lenient=lenient))


def fit_confidence(examples: Sequence[YesNo]) -> dict[str, float]:
    """Fit the weights."""
    return fit_yes_no(examples, SMOOTHING)
