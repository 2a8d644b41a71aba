"""What a worker process runs in tests: as ever, but some words kill it, and some cannot be extracted."""

import os
import signal
import time

DEADLY = "kills the process"
BROKEN = "cannot be extracted"


def serve(connection, with_about):
    """Serve as `quotes.scale.workers` does, with an extraction that the words above end."""
    import quotes.scale.batch_extraction  # noqa: PLC0415  (the process that starts this one needs no parser)
    from quotes.scale.workers import serve_articles  # noqa: PLC0415

    extract_all = quotes.scale.batch_extraction.extract_all

    def extract_or_die(articles, **options):
        for article in articles:
            if DEADLY in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if BROKEN in article.text:
                raise RecursionError("too deep")
        return extract_all(articles, **options)

    quotes.scale.batch_extraction.extract_all = extract_or_die
    serve_articles(connection, with_about)


def serve_telling_late(connection, with_about):
    """Serve as `serve` does, with answers that leave so late that the process may die before."""
    from quotes.scale import workers  # noqa: PLC0415

    send = workers.send_answers

    class Late:
        """The answers, each handed over some time after it came."""

        def __init__(self, answers):
            self.answers = answers

        def get(self):
            answer = self.answers.get()
            time.sleep(0.2)
            return answer

    workers.send_answers = lambda connection, answers: send(connection, Late(answers))
    serve(connection, with_about)
