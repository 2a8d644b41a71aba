"""Loads the parser on import; the process that workers are forked from imports it, so all share one parser.

That process does not notice while it loads that its parent has ended, so here it looks a few times a second.
"""

import gc
import os
import signal
from contextlib import suppress

import quotes.scale.batch_extraction  # noqa: F401  (the rest of what a worker needs)
from quotes.parsing import load_model

_SECONDS = 0.2


def _load() -> None:
    parent = os.getppid()
    before = signal.signal(signal.SIGALRM, lambda *_: os.getppid() == parent or os._exit(0))
    signal.setitimer(signal.ITIMER_REAL, _SECONDS, _SECONDS)
    with suppress(Exception):  # a worker tries again, and reports what is wrong
        load_model()
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
    gc.freeze()  # so that workers share this memory and do not copy it when they collect garbage


_load()
