"""The description of the interface: an OpenAPI document, and a page for people. Both come of the tables."""

import json
import re
from typing import Any

from quotes import __version__
from quotes.display import templates_of
from quotes.serve import text_extraction
from quotes.serve.feeds import FEEDS
from quotes.serve.json_lists import RESOURCES
from quotes.serve.records import ErrorRecord, RecordList, adapter
from quotes.serve.resources import Resource
from quotes.serve.served_site import ServedSite
from quotes.serve.text_extraction import SentText
from quotes.types import Quote

_REFERENCE = "#/components/schemas/{model}"
_ERRORS = {
    400: "A parameter is wrong",
    401: "A token is needed, or this one is not valid",
    429: "Too many requests; `Retry-After` says when to try again",
    503: "Busy, or the library cannot be read now; `Retry-After` says when to try again",
}
_NOT_FOUND = {404: "There is no such thing in the library", 410: "It was in the library"}
_OF_TEXTS = {
    408: "The text did not arrive in time",
    413: f"The text is longer than {text_extraction.MOST_BYTES:,} bytes",
    415: "It is not JSON",
    422: "The quotes could not be extracted",
}
_fill = templates_of("quotes.serve")


def openapi_document(site: ServedSite, home: str) -> str:
    """The OpenAPI document as JSON."""
    return json.dumps(describe(site, home), ensure_ascii=False)


def description_page(site: ServedSite, home: str) -> str:
    """The page that shows the description."""
    operations = [
        (method.upper(), path, operation)
        for path, methods in describe(site, home)["paths"].items()
        for method, operation in methods.items()
    ]
    return f"<!DOCTYPE html>\n{_fill('description', home=home, operations=operations, version=__version__)}"


def describe(site: ServedSite, home: str) -> dict[str, Any]:
    """Everything that programs can ask for, as OpenAPI 3.1 describes it."""
    resources = (*RESOURCES, *FEEDS)
    kinds = [each.kind for each in resources] + [ErrorRecord]
    if site.takes_texts():
        kinds += [RecordList[Quote], SentText]
    schemas, definitions = _schemas(kinds)
    of_resources = zip(resources, schemas[: len(resources)], strict=True)
    paths: dict[str, Any] = {each.path: {"get": _operation(each, schema)} for each, schema in of_resources}
    if site.takes_texts():
        paths["/api/extract"] = {"post": _extraction(*schemas[-2:])}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "quotes",
            "version": __version__,
            "description": "Every direct quote of the library, who said it, and which outlet reported it. "
            "For reading only.",
        },
        "servers": [{"url": home}],
        "paths": paths,
        "components": {
            "schemas": definitions,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _schemas(kinds: list[Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The JSON Schema of each kind of record, and all that they refer to."""
    from pydantic import TypeAdapter  # noqa: PLC0415

    inputs: list[Any] = [
        (place, "validation" if kind is SentText else "serialization", adapter(kind))
        for place, kind in enumerate(kinds)
    ]
    by_place, definitions = TypeAdapter.json_schemas(inputs, ref_template=_REFERENCE)
    return [schema for _, schema in sorted(by_place.items(), key=lambda each: each[0][0])], definitions[
        "$defs"
    ]


def _operation(resource: Resource, schema: dict[str, Any]) -> dict[str, Any]:
    """How to ask for a resource, and what the answer is."""
    name = re.sub(r"\W+", "_", resource.path.removeprefix("/api/")).strip("_")
    media_type = resource.media_type or "application/json"
    described: dict[str, Any] = {
        "operationId": name,
        "summary": resource.meaning,
        "parameters": [
            {"name": each.name, "in": "query", "description": each.meaning, "schema": each.schema}
            for each in resource.parameters
        ],
        "responses": _responses(schema, media_type, _ERRORS | (_NOT_FOUND if resource.found_by else {}))
        | {"304": {"description": "Nothing has changed since the answer with this ETag"}},
    }
    if resource.found_by:
        described["parameters"].append(
            {
                "name": resource.path.partition("{")[2].partition("}")[0],
                "in": "path",
                "required": True,
                "description": resource.found_by,
                "schema": {"type": "string", "minLength": 1},
            }
        )
    return described


def _extraction(answer: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """How to send a text, and what the answer is."""
    return {
        "operationId": "extract",
        "summary": "The quotes of a text that you send. Nothing of it is stored",
        "parameters": [],
        "requestBody": {"required": True, "content": {"application/json": {"schema": sent}}},
        "responses": _responses(answer, "application/json", _ERRORS | _OF_TEXTS),
    }


def _responses(schema: dict[str, Any], media_type: str, errors: dict[int, str]) -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": _REFERENCE.format(model="ErrorRecord")}}}
    return {"200": {"description": "The answer", "content": {media_type: {"schema": schema}}}} | {
        str(status): {"description": words, "content": error} for status, words in sorted(errors.items())
    }
