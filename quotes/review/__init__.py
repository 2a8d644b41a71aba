"""Checking quotes by hand.

- `next_quote` gives the least certain quote that nobody has checked; `checking_progress` counts them.
- `suggest_speakers` and `suggest_sources` list likely answers; `store_judgement` stores the right one.
- `unextracted_quotations` and `find_words` find quotes that the extraction missed; `mark_missed` adds one.
- `sample_accuracy` says how right the tool is on a random sample; `next_of_sample` gives what is left.
- `store_labels` stores what other people labelled.
- `corrections_file` writes all corrections as labelled articles, for `quotes.evaluation`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
