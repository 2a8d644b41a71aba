"""What a reviewer's buttons do: store an answer, report it, and bring the next quote; or undo it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from time import monotonic
from typing import ParamSpec

import streamlit as st

from quotes.dashboard.login import current_visitor
from quotes.dashboard.review_page.state import (
    Panel,
    ReviewMessage,
    ReviewState,
    current_state,
    store_state,
    update,
)
from quotes.dashboard.shared import draft_of, notice
from quotes.display import shortened
from quotes.library import Correction, CorrectionKind, Library, SpeakerKind
from quotes.review import (
    ChangedQuoteError,
    Judgement,
    SeenQuote,
    mark_missed,
    store_judgement,
    with_same_mention,
)
from quotes.types import InputError, Quote, Span

NOTE = "review-note"
TYPED = "review-typed"
KIND = "review-kind"
ALSO = "review-also"

_MOST_LETTERS = 60

Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that can be given to the quote that is shown."""

    library: Library
    row: Quote

    def right(self) -> None:
        """The speaker is right."""
        self._store(self._speaker_is_right())

    def all_right(self, open_fields: Collection[CorrectionKind]) -> None:
        """The speaker and the source are right, as far as nobody has said so."""
        said = [self._speaker_is_right(), Judgement(CorrectionKind.source, self.row.source)]
        self._store(*(each for each in said if each.what in open_fields))

    def _speaker_is_right(self) -> Judgement:
        return Judgement(CorrectionKind.speaker, self.row.speaker, self.row.speaker_kind)

    def speaker(self, name: str | None, kind: str | None) -> None:
        """Somebody else is the speaker; None if nobody can tell who."""
        same = with_same_mention(self.library, self.row) if st.session_state.get(ALSO) else ()
        also = tuple(each.quote_id for each in same)
        self._store(Judgement(CorrectionKind.speaker, name, kind, also=also))
        st.session_state[ALSO] = False

    def source(self, name: str | None) -> None:
        """The source is another one; None if there is none."""
        self._store(Judgement(CorrectionKind.source, name))

    def not_a_quote(self) -> None:
        """The words are not a quote."""
        self._store(Judgement(CorrectionKind.not_a_quote))

    def typed(self, panel: Panel) -> None:
        """The speaker or the source, as the panel asks, has the name that was typed."""
        name = " ".join(st.session_state[TYPED].split())
        if not name:
            return
        if panel is Panel.source:
            self.source(name)
        elif KIND in st.session_state:  # else the source was asked for meanwhile; the name stays in its box
            self.speaker(name, st.session_state[KIND] or SpeakerKind.person)

    def _store(self, *judgements: Judgement) -> None:
        """Store answers that are given together, and report the last."""
        state, now = current_state(), monotonic()
        if state.drawn_quote not in (None, self.row.quote_id):
            return  # a second press of a button that was answered, on a slow line
        too_soon, state = state.is_too_soon(now), state.answering(now)
        if too_soon or not judgements:
            store_state(state.ignoring() if too_soon else state)
            return
        note = (st.session_state.get(NOTE) or "").strip()
        seen = state.seen if state.drawn_quote == self.row.quote_id else None
        acts: list[int] = []
        for judgement in (replace(each, note=note) for each in judgements):
            try:
                acts.append(self._store_one(judgement, seen or SeenQuote.of(self.row, ())))
            except ChangedQuoteError as error:
                news = changed(error.row, error.correction)
                text = f"{news} Your answer is not saved: {sentence(judgement)}."
                message = ReviewMessage(
                    text, tuple(acts), self.row.quote_id, is_error=True, unsaved=judgement
                )
                store_state(state.answered(message, is_done=False))
                return
            except InputError as error:
                store_state(
                    state.answered(ReviewMessage(str(error), tuple(acts), is_error=True), is_done=False)
                )
                return
            seen = self._seen_now()
        st.session_state[NOTE] = ""
        draft_of(current_visitor().person).fields.pop(kept_note(self.row.quote_id), None)
        answer = " and ".join(sentence(each) for each in judgements)
        text = f"Saved: “{shortened(self.row.quote, _MOST_LETTERS)}” – {answer}."
        message = ReviewMessage(text, tuple(acts), self.row.quote_id)
        store_state(state.answered(message, is_done=self._is_done(state, judgements[-1])))

    def _store_one(self, judgement: Judgement, seen: SeenQuote) -> int:
        return store_judgement(self.library, self.row.quote_id, judgement, seen=seen)

    def _seen_now(self) -> SeenQuote:
        """What a reviewer who has just answered knows of the quote."""
        said = self.library.corrections_of(self.row.quote_id)
        try:
            row = self.library.quote(self.row.quote_id)
        except InputError:
            row = self.row
        return SeenQuote.of(row, said)

    def _is_done(self, state: ReviewState, judgement: Judgement) -> bool:
        """Whether the quote needs no more answers; in a sample, speaker and source must both be checked."""
        if not state.is_in_sample:
            return _is_done(state, judgement)
        return not open_fields(self.library, self.row.quote_id)

    def again(self, judgement: Judgement) -> None:
        """Store an answer after all that was not stored because the quote had changed."""
        store_state(replace(current_state(), ready_since=0.0))
        st.session_state[NOTE] = judgement.note
        self._store(judgement)


def kept_note(quote_id: str) -> str:
    """What the visitor's draft calls the note for a quote."""
    return f"{NOTE} {quote_id}"


def _is_done(state: ReviewState, judgement: Judgement) -> bool:
    """Whether the quote needs no more answers; a source alone, or a quote just marked, leaves some."""
    if judgement.what is CorrectionKind.not_a_quote:
        return True
    return judgement.what is not CorrectionKind.source and not state.stays


def open_fields(library: Library, quote_id: str) -> list[CorrectionKind]:
    """What nobody has said of a quote so far: who spoke it, where it was reported."""
    said = [each.what for each in library.corrections_of(quote_id)]
    if said and said[-1] is CorrectionKind.not_a_quote:
        return []
    return [what for what in (CorrectionKind.speaker, CorrectionKind.source) if what not in said]


def changed(row: Quote, correction: Correction | None) -> str:
    """Say in what way a quote was changed by somebody else, or by the visitor in another window."""
    if correction is not None:
        return f"This quote has just been corrected: {sentence(correction)}."
    speaker = row.speaker or "nobody who can be identified"
    source = row.source or "none"
    return f"This quote has just changed: its speaker is now {speaker}, its source {source}."


def unless_naming(act: Callable[Given, None], *args: Given.args, **kwargs: Given.kwargs) -> None:
    """Act, unless the letter that asked for it begins a name. Buttons with a letter as shortcut call this."""
    if not current_state().is_naming(monotonic()):
        act(*args, **kwargs)


def letter(shortcut: str, state: ReviewState) -> str | None:
    """The shortcut of a button; None while a panel is open, where letters are those of a name."""
    return None if state.panel else shortcut


def undo_last(library: Library) -> None:
    """Undo what was stored last, and show its quote again."""
    last = current_state().message
    if last is None or not last.corrections:
        return
    message = undo_corrections(library, last.corrections)
    is_gone = last.quote_id is not None and not _exists(library, last.quote_id)
    update(ReviewState.undone, message, last.quote_id, is_gone=is_gone)


def _exists(library: Library, quote_id: str) -> bool:
    """Whether a quote was extracted or marked; one marked as missed is gone when that is undone."""
    return library.extracted(quote_id) is not None or bool(library.corrections_of(quote_id))


def undo_corrections(library: Library, corrections: tuple[int, ...]) -> ReviewMessage:
    """Undo corrections, the last first, and report the result."""
    try:
        for number in reversed(corrections):
            library.undo(number)
    except InputError as error:
        return ReviewMessage(str(error), is_error=True)
    return ReviewMessage("Undone. The quote is as it was before.")


def mark(library: Library, doc_id: str, span: Span, words: str) -> None:
    """Store a missed quote, and ask for its speaker."""
    try:
        quote_id, number = mark_missed(library, doc_id, span)
    except InputError as error:
        update(ReviewState.with_message, ReviewMessage(str(error), is_error=True))
        return
    text = f"Saved: “{shortened(words, _MOST_LETTERS)}” is a quote. Now choose who said it."
    update(ReviewState.name_speaker_of, quote_id, ReviewMessage(text, (number,), quote_id))


def sentence(said: Judgement | Correction) -> str:
    """An answer in words.

    >>> sentence(Judgement(CorrectionKind.speaker, "Ada Quill", "person"))
    'Ada Quill (person) said it'
    >>> sentence(Judgement(CorrectionKind.source))
    'it has no source'
    """
    match said.what:
        case CorrectionKind.speaker:
            words = (
                f"{said.value} ({said.kind}) said it" if said.value else "the speaker cannot be identified"
            )
            also = len(said.also) if isinstance(said, Judgement) else 0
            return f"{words}, in {also + 1:,} quotes" if also else words
        case CorrectionKind.source:
            return f"{said.value} reported it" if said.value else "it has no source"
        case CorrectionKind.not_a_quote:
            return "it is not a quote"
        case CorrectionKind.missed:
            return "it is a quote that was missed"


def draw_message(library: Library, state: ReviewState) -> None:
    """Draw what happened last, with a button to undo it if it was stored."""
    message = state.message
    if message is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="review-told"):
        st.html(notice(message.text, error=message.is_error))
        if message.corrections:
            st.button(
                "Undo",
                key="review-undo",
                shortcut=letter("U", state),
                icon=":material/undo:",
                on_click=unless_naming,
                args=(undo_last, library),
            )


def draw_question(unsaved: Judgement, answers: Answers) -> None:
    """Ask whether to store an answer that was not stored because somebody else had changed the quote."""
    with st.container(horizontal=True, key="review-unsaved"):
        st.button(
            "Save my answer anyway",
            key="review-anyway",
            on_click=answers.again,
            args=(unsaved,),
            type="primary",
        )
        st.button(
            "Keep it as it is now", key="review-keep", on_click=update, args=(ReviewState.keep_as_it_is,)
        )
