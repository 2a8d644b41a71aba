"""How a request is answered: who may ask, whether anything changed, and what goes wrong in one line."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from quotes.library import Library, LibraryError
from quotes.serve import text_extraction
from quotes.serve.answer_process import AnswerProcess
from quotes.serve.description import description_page, openapi_document
from quotes.serve.feeds import FEEDS
from quotes.serve.json_lists import RESOURCES
from quotes.serve.library_reader import LibraryReader, ReadAnswer, ReadRequest
from quotes.serve.records import ErrorRecord, adapter
from quotes.serve.refusals import AccessRefusedError, RequestError, in_one_line
from quotes.serve.request_limits import RequestPace, RequestTurns
from quotes.serve.resources import Resource
from quotes.serve.served_site import ServedSite
from quotes.serve.text_extraction import SentText, TextExtractor
from quotes.types import InputError

_JSON = "application/json"
_TOKEN = "token"
"""The parameter with which a feed reader sends its token, which it cannot put into a header."""
_FRESH = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
_LATER = 5
_STATUS_WORDS = {404: "there is nothing here", 405: "this cannot be done here"}


def make_app(site: ServedSite) -> Starlette:
    """The app that answers all requests of programs."""
    answers = ProgramAnswers(site)
    routes = [answers.route(f"{site.base}{each.path}", each) for each in (*RESOURCES, *FEEDS)]
    api = f"{site.base}/api"
    routes += [
        Route(api, answers.page),
        Route(f"{api}/", answers.page),
        Route(f"{api}/openapi.json", answers.description),
        Route(f"{api}/extract", answers.extract, methods=["POST"]),
    ]
    handlers: dict[Any, Any] = {HTTPException: _answer_http_error, RequestError: _answer_error}
    app = Starlette(routes=routes, exception_handlers=handlers, middleware=_for_other_origins(site))
    app.router.redirect_slashes = False
    return app


class ProgramAnswers:
    """Answers requests. Each is counted and waits for its turn; another process reads the library for it."""

    def __init__(self, site: ServedSite) -> None:
        self._site = site
        self._pace = RequestPace()
        self._turns = RequestTurns()
        self._texts = RequestTurns(text_extraction.AT_ONCE, text_extraction.WAITING)
        self._reader = AnswerProcess[ReadRequest, ReadAnswer](LibraryReader)
        self._extractor = AnswerProcess[SentText, bytes](TextExtractor)

    def route(self, path: str, resource: Resource) -> Route:
        """The route of something that programs can read."""
        return Route(path.replace("}", ":path}"), partial(self._answer, resource))

    async def page(self, request: Request) -> Response:
        """The page that describes the interface."""
        return await self._describe(request, description_page, "text/html")

    async def description(self, request: Request) -> Response:
        """The OpenAPI document."""
        return await self._describe(request, openapi_document, _JSON)

    async def extract(self, request: Request) -> Response:
        """The quotes of a text that the request brings."""
        self._count(request)
        if not await _in_thread(self._site.takes_texts):
            raise RequestError(404, "texts are not taken here; start quotes dashboard with --api-extract")
        await _in_thread(self._check_access, request)
        try:
            sent = await text_extraction.read_text(request)
        except ClientDisconnect:
            raise RequestError(400, "the text broke off in the middle") from None
        async with self._texts.turn():
            found = await self._extractor.ask(sent)
        return Response(found, media_type=_JSON, headers=_FRESH)

    async def _answer(self, resource: Resource, request: Request) -> Response:
        self._count(request)
        async with self._turns.turn():
            asked = await _in_thread(self._admit, resource, request)
            found = await self._reader.ask(asked)
        headers = _FRESH | {"ETag": found.tag}
        if found.made is None:
            return Response(status_code=304, headers=headers)
        if found.made.next:
            headers["Link"] = f'<{found.made.next}>; rel="next"'
        return Response(found.made.body, media_type=resource.media_type or _JSON, headers=headers)

    def _admit(self, resource: Resource, request: Request) -> ReadRequest:
        """Make sure that whoever asks may read the library, and that it is open; give what to ask it."""
        self._check_access(request)
        library, home = self._library(), self._home(request)
        given = tuple(each for each in request.query_params.multi_items() if each[0] != _TOKEN)
        path = quote(request.scope["path"].removeprefix(self._site.base))
        return ReadRequest(
            library=library.path,
            resource=resource.path,
            parts=request.path_params,
            given=given,
            home=home,
            address=f"{home}{path}" + (f"?{urlencode(given)}" if given else ""),
            known=tuple(tag.strip() for tag in request.headers.get("if-none-match", "").split(",")),
        )

    async def _describe(
        self, request: Request, make: Callable[[ServedSite, str], str], media_type: str
    ) -> Response:
        self._count(request)
        async with self._turns.turn():
            text = await _in_thread(lambda: make(self._site, self._home(request)))
        return Response(text, media_type=media_type, headers={"Cache-Control": "no-cache"})

    def _count(self, request: Request) -> None:
        self._pace.count(request.client.host if request.client else "")

    def _check_access(self, request: Request) -> None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        given = token.strip() if kind.lower() == "bearer" else request.query_params.get(_TOKEN)
        try:
            self._site.check_access(given or None)
        except (AccessRefusedError, LibraryError):
            raise
        except InputError as error:  # the login is set up wrongly
            raise RequestError(503, str(error), seconds=_LATER) from None

    def _library(self) -> Library:
        try:
            return self._site.open_library()
        except LibraryError:
            raise
        except InputError as error:  # it is being updated
            raise RequestError(503, str(error), seconds=_LATER) from None

    def _home(self, request: Request) -> str:
        """The address of the dashboard, without a slash at its end.

        Raises:
            RequestError: the login is set up wrongly.

        """
        try:
            named = self._site.home()
        except InputError as error:
            raise RequestError(503, str(error), seconds=_LATER) from None
        if named:
            server = request.scope.get("server")
            return named.replace("{port}", str(server[1] if server else ""))
        return f"{request.url.scheme}://{request.url.netloc}{self._site.base}"


def _for_other_origins(site: ServedSite) -> list[Middleware]:
    """What lets the pages of other web sites read the answers, if some may."""
    origins = list(site.other_origins())
    if not origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_headers=["Authorization", "If-None-Match"],
            expose_headers=["ETag", "Link", "Retry-After"],
        )
    ]


async def _in_thread(work: Callable[..., Any], *given: Any) -> Any:
    """Do work in a thread."""
    with in_one_line():
        return await run_in_threadpool(work, *given)


async def _answer_error(_: Request, error: RequestError) -> Response:
    """An error as JSON."""
    record = {"error": error.reason} | ({"field": error.field} if error.field else {})
    answer = Response(adapter(ErrorRecord).dump_json(ErrorRecord(**record), exclude_none=True), error.status)
    answer.headers.update(_FRESH | {"Content-Type": _JSON})
    if error.seconds:
        answer.headers["Retry-After"] = str(error.seconds)
    if error.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


async def _answer_http_error(request: Request, error: HTTPException) -> Response:
    """An error of the router as JSON."""
    reason = _STATUS_WORDS.get(error.status_code, error.detail)
    answer = await _answer_error(request, RequestError(error.status_code, reason))
    answer.headers.update(error.headers or {})
    return answer
