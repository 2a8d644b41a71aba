"""What the dashboard's pages share: the page address, lists and cards, the library that is open."""

from quotes.dashboard.shared.active_filters import filter_chips
from quotes.dashboard.shared.adding_progress import draw_outcome, draw_progress, progress_in_words
from quotes.dashboard.shared.address import (
    NONE,
    Asked,
    GroupedSort,
    from_parameters,
    ignored_parameters,
    to_parameters,
)
from quotes.dashboard.shared.address_bar import (
    address_leads,
    address_parameters,
    confirm_address,
    has_arrived,
    keep_address,
    visitor_leads,
)
from quotes.dashboard.shared.article_changes import (
    ChosenArticles,
    draw_change_buttons,
    draw_change_menu,
    draw_deletion,
    draw_last_change,
    report_change,
    report_on_page,
    undo_change,
)
from quotes.dashboard.shared.bars import Bar, draw_bars, number_with_noun
from quotes.dashboard.shared.batch_list import BatchSelection, draw_batch, number_selected
from quotes.dashboard.shared.cards import (
    counted,
    figure,
    fold,
    hint,
    masthead,
    notice,
    opened_quote,
    quote_card,
    quotes_summary,
    summary,
    web_address,
)
from quotes.dashboard.shared.charts import draw_two_speakers
from quotes.dashboard.shared.component_scripts import (
    component_address,
    component_files,
    component_script,
)
from quotes.dashboard.shared.context import PageContext, open_library, read_ahead
from quotes.dashboard.shared.drafts import Draft, Drafts, KeptFile, draft_of
from quotes.dashboard.shared.first_run import offer_samples
from quotes.dashboard.shared.inline_scripts import (
    FOCUS_ON_TYPED_NAME,
    GO_TO_WHAT_WAS_ASKED,
    HOLD_EARLY_READING,
    IN_EVERY_PAGE,
    INLINE_SCRIPTS,
    KEEP_WHAT_WAS_ASKED,
    script_element,
)
from quotes.dashboard.shared.labels import plain_label
from quotes.dashboard.shared.library_opening import OpeningLibraryError, draw_opening
from quotes.dashboard.shared.loaded_objects import keep_loaded
from quotes.dashboard.shared.months import draw_months, months_strip, recent_periods
from quotes.dashboard.shared.name_decisions import (
    NAME_ACTS,
    decide,
    draw_decision_message,
    draw_decisions,
)
from quotes.dashboard.shared.part_runs import draws_part
from quotes.dashboard.shared.placed_html import place_html
from quotes.dashboard.shared.quote_list import ListPlace, ListSteps, draw_quote_list
from quotes.dashboard.shared.tag_editor import draw_tags
from quotes.dashboard.shared.ticked_quotes import ListTicks, TickedQuotes, read_ticks
from quotes.dashboard.shared.titles import name_tab, with_titles
from quotes.dashboard.shared.topic_cards import draw_topics, numbers_in_words, topics_are_found
from quotes.dashboard.shared.view_switch import draw_switch
from quotes.dashboard.shared.widget_setting import set_widget
from quotes.dashboard.shared.wording import (
    BASIS_WORDS,
    SPEAKER_KIND_WORDS,
    directly,
    reason_in_words,
    source_doubt,
    speaker_doubt,
    sure_of_source,
)
from quotes.library import Parameters, all_values, last_value

__all__ = [
    "BASIS_WORDS",
    "FOCUS_ON_TYPED_NAME",
    "GO_TO_WHAT_WAS_ASKED",
    "HOLD_EARLY_READING",
    "INLINE_SCRIPTS",
    "IN_EVERY_PAGE",
    "KEEP_WHAT_WAS_ASKED",
    "NAME_ACTS",
    "NONE",
    "SPEAKER_KIND_WORDS",
    "Asked",
    "Bar",
    "BatchSelection",
    "ChosenArticles",
    "Draft",
    "Drafts",
    "GroupedSort",
    "KeptFile",
    "ListPlace",
    "ListSteps",
    "ListTicks",
    "OpeningLibraryError",
    "PageContext",
    "Parameters",
    "TickedQuotes",
    "address_leads",
    "address_parameters",
    "all_values",
    "component_address",
    "component_files",
    "component_script",
    "confirm_address",
    "counted",
    "decide",
    "directly",
    "draft_of",
    "draw_bars",
    "draw_batch",
    "draw_change_buttons",
    "draw_change_menu",
    "draw_decision_message",
    "draw_decisions",
    "draw_deletion",
    "draw_last_change",
    "draw_months",
    "draw_opening",
    "draw_outcome",
    "draw_progress",
    "draw_quote_list",
    "draw_switch",
    "draw_tags",
    "draw_topics",
    "draw_two_speakers",
    "draws_part",
    "figure",
    "filter_chips",
    "fold",
    "from_parameters",
    "has_arrived",
    "hint",
    "ignored_parameters",
    "keep_address",
    "keep_loaded",
    "last_value",
    "masthead",
    "months_strip",
    "name_tab",
    "notice",
    "number_selected",
    "number_with_noun",
    "numbers_in_words",
    "offer_samples",
    "open_library",
    "opened_quote",
    "place_html",
    "plain_label",
    "progress_in_words",
    "quote_card",
    "quotes_summary",
    "read_ahead",
    "read_ticks",
    "reason_in_words",
    "recent_periods",
    "report_change",
    "report_on_page",
    "script_element",
    "set_widget",
    "source_doubt",
    "speaker_doubt",
    "summary",
    "sure_of_source",
    "to_parameters",
    "topics_are_found",
    "undo_change",
    "visitor_leads",
    "web_address",
    "with_titles",
]
