"""What a library's quotes show together: who reaches readers through whom, and about what.

- `speaker_pairs` counts the quotes of each speaker through each source, or in each outlet.
- `speakers_by_outlet` is the whole table: who is quoted most in each outlet, with shares.
- `about_pairs` counts the quotes in which each speaker names each person or body.
- `counts_by_tag` and `speakers_by_tag` count by the tags that people gave.
- `speaker_spikes` finds who is in far more articles than usual, `filter_spike` says it of a saved view.
- `words_in_context` lists every use of a word with what stands around it, and `collocates` the words that
  often stand near it.
- `topics` lists the terms that are peculiar to some quotes, `compare_topics` compares two speakers, and
  `topics_frame` makes the table.
- `order_nodes` puts similar names together; `flow_layout` places them and their ribbons in a picture.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
