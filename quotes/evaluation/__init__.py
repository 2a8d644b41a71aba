"""How accurate the tool is: its rows measured against articles that people have labelled.

- `read_gold` reads labelled articles from JSON, `read_label_file` from a table in CSV.
- `evaluate` compares rows with them. The `Result` has precision and recall for each measure, each `Mistake`,
  and how well confidences are calibrated (`Bin`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
