"""A row of the table to test with; `dataclasses.replace` changes what a test is about."""

from quotes.types import Quote

ROW = Quote(
    quote_id="0f3a",
    doc_id="ferry",
    title="The ferry returns",
    outlet=None,
    published="2024-03-05",
    url=None,
    quote="We sail at dawn,",
    kind="full",
    start=11,
    end=27,
    speaker="Ada Quill",
    speaker_kind="person",
    mention="Quill",
    mention_start=29,
    mention_end=34,
    cue="said",
    cue_start=35,
    cue_end=39,
    source=None,
    source_basis=None,
    source_mention=None,
    source_start=None,
    source_end=None,
    rule="clause",
    confidence=0.96,
    context="“We sail at dawn,” Quill said.",
    paragraph=0,
)
