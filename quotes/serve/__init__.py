"""What other programs ask of a library over HTTP: JSON for reading, and feeds of saved views.

`make_routes` gives the routes for a server. `ServedSite` says what they need to know: how to open the library
and who may read it. Nothing here draws pages or knows the dashboard. What answers is loaded when somebody
first asks.

- `answering`: how a request is answered: access, ETag, errors, and the bounds of `request_limits`
- `answer_process`: a process beside that of the pages; `library_reader` reads the library in it
- `made_answers`: answers that are kept until the library changes
- `question`, `query_parameters`, `cursors`: what a request asks for
- `resources`: one entry for each thing that can be asked for; `json_lists` and `feeds` have them all
- `records`: what the answers hold
- `text_extraction`: quotes of a text that a program sends
- `description`: the OpenAPI document and its page, made from the same tables
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
