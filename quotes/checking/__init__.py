"""Check a draft: is every quote in it right, by the words and the speakers of a library?

`check_drafts` looks up each quote of a draft in the quotes of a library and in the text of its articles. It
gives a `CheckedQuote` for each: a `Verdict`, the words that were found (`Origin`) and what to know about
them. Nothing is stored. "Not found" means: not in this library.

- ``draft_check`` goes through the draft; ``judging`` chooses the verdict and the best origin.
- ``name_comparison`` says whether two names are one speaker or source, ``speaker_labels`` who speaks in a
  transcript.
- ``difference_words`` says in words what differs: "“not” is missing", "300 for 3,000".
- `report_bytes` writes a report. Each format has a module: ``web_report``, ``markdown_report``,
  ``word_report``, ``workbook_report`` and ``record_report``; ``text_report`` is for a terminal, and
  ``report_words`` has what all of them say. `checked_quotes_html` is the part that a page shows.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
