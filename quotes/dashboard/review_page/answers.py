"""What a reviewer's buttons do: store what was said, tell it, and let the next quote come."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from quotes.dashboard.review_page.visit import Panel, Told, Visit
from quotes.display import shortened
from quotes.library import Correction, CorrectionKind, Library, SpeakerKind
from quotes.review import Judgement, mark_missed, store_judgement
from quotes.types import InputError, Quote, Span

NOTE = "review-note"
TYPED = "review-typed"
KIND = "review-kind"

_SAID = 60


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that can be given to the quote that is shown."""

    library: Library
    visit: Visit
    row: Quote

    def right(self) -> None:
        """Say that the speaker is right."""
        self._store(Judgement(CorrectionKind.speaker, self.row.speaker, self.row.speaker_kind))

    def speaker(self, name: str | None, kind: str | None) -> None:
        """Say who spoke; None: nobody can tell."""
        self._store(Judgement(CorrectionKind.speaker, name, kind))

    def source(self, name: str | None) -> None:
        """Say through whom the words came; None: there is no source."""
        self._store(Judgement(CorrectionKind.source, name))

    def not_a_quote(self) -> None:
        """Say that the words are no quote."""
        self._store(Judgement(CorrectionKind.not_a_quote))

    def typed(self) -> None:
        """Say what was typed, for whichever of the two was asked."""
        name = " ".join(st.session_state[TYPED].split())
        if not name:
            return
        if self.visit.panel is Panel.source:
            self.source(name)
        else:
            self.speaker(name, st.session_state[KIND] or SpeakerKind.person)

    def ask(self, panel: Panel) -> None:
        """Ask for another speaker or source, or no longer."""
        self.visit.typing = 0
        self.visit.panel = None if self.visit.panel is panel else panel

    def type(self) -> None:
        """Put the cursor into the box for a name."""
        self.visit.typing += 1

    def _store(self, said: Judgement) -> None:
        here, quote_id = self.visit, self.row.quote_id
        if here.is_too_quick():
            return
        said = Judgement(said.what, said.value, said.kind, (st.session_state.get(NOTE) or "").strip())
        try:
            number = store_judgement(self.library, quote_id, said, seen=here.seen)
        except InputError as error:
            here.told, here.panel = Told(str(error), is_error=True), None
            return
        st.session_state[NOTE] = ""
        told = f"Saved: “{shortened(self.row.quote, _SAID)}” – {sentence(said)}."
        stays = here.stays or said.what is CorrectionKind.source
        if not stays or said.what is CorrectionKind.not_a_quote:
            here.go_on()
        here.panel, here.told = None, Told(told, (number,), quote_id)


def undo(library: Library, visit: Visit) -> None:
    """Take back what was stored last, and show its quote again."""
    told = visit.told
    if told is None or not told.corrections:
        return
    message = take_back(library, told.corrections)
    if (
        told.quote_id
        and library.extracted(told.quote_id) is None
        and not library.corrections_of(told.quote_id)
    ):
        visit.quote = None  # it was marked as missed: there is no such quote any more
    elif told.quote_id:
        visit.show(told.quote_id)
        visit.before = [each for each in visit.before if each != told.quote_id]
    visit.told = message


def take_back(library: Library, corrections: tuple[int, ...]) -> Told:
    """Undo corrections, the last first, and return the line that tells it."""
    try:
        for number in reversed(corrections):
            library.undo(number)
    except InputError as error:
        return Told(str(error), is_error=True)
    return Told("Undone. The quote is as it was before.")


def mark(library: Library, visit: Visit, doc_id: str, span: Span, words: str) -> None:
    """Store a missed quote, and ask who spoke it."""
    try:
        quote_id, number = mark_missed(library, doc_id, span)
    except InputError as error:
        visit.told = Told(str(error), is_error=True)
        return
    visit.show(quote_id)
    visit.stays, visit.panel = True, Panel.speaker
    told = f"Saved: “{shortened(words, _SAID)}” is a quote. Now choose who said it."
    visit.told = Told(told, (number,), quote_id)


def sentence(said: Judgement | Correction) -> str:
    """Return in words what was said of a quote.

    >>> sentence(Judgement(CorrectionKind.speaker, "Ada Quill", "person"))
    'Ada Quill (person) said it'
    >>> sentence(Judgement(CorrectionKind.source))
    'it has no source'
    """
    match said.what:
        case CorrectionKind.speaker:
            return f"{said.value} ({said.kind}) said it" if said.value else "the speaker cannot be identified"
        case CorrectionKind.source:
            return f"{said.value} reported it" if said.value else "it has no source"
        case CorrectionKind.not_a_quote:
            return "it is not a quote"
        case CorrectionKind.missed:
            return "it is a quote that was missed"


def tell(library: Library, visit: Visit, notice: Callable[..., str]) -> None:
    """Draw the line that says what was stored, with the button that takes it back."""
    if visit.told is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="review-told"):
        st.html(notice(visit.told.message, error=visit.told.is_error))
        if visit.told.corrections:
            st.button(
                "Undo",
                key="review-undo",
                shortcut="U",
                icon=":material/undo:",
                on_click=undo,
                args=(library, visit),
            )
