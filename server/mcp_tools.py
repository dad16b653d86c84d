"""The tools of the Model Context Protocol: ask, search and read_source, for models elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import anyio
import anyio.to_thread
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from corpus.errors import FootnoteError, IndexingError
from index.searching import search
from index.snapshot import Snapshot
from rag.answer import Answer, Done
from rag.asking import ask
from rag.question import tidy
from server.answering import ClientLeft, while_there
from server.problems import log, sentences_of
from server.prose import Prose
from server.routes_documents import DocumentReply, document_reply
from server.schemas import (
    Message,
    NarrowedSearch,
    Narrowing,
    SearchReply,
    Strict,
    filters_of,
    search_reply,
    turns_of,
)
from server.state import State, current_snapshot

INSTRUCTIONS = """Footnote holds what people advised entrepreneurs on marketing: Q&A threads and
blog posts. `ask` answers a question in sentences that are quoted word for word (the kind `claim`:
put in other words, and proved by the quotes it cites), each with its source; give quotes as
quotations, with author, date and link. Where nobody has answered it says so:
do not fill that in from elsewhere without telling. `search` lists passages, `read_source` gives a
whole thread or post."""


class AskTool(Narrowing):
    question: str = Field(description="One question, in English, as a person would ask it.")
    history: list[Message] = Field(
        default_factory=list, description="What was said before, oldest first."
    )


class ReadTool(Strict):
    id: str = Field(
        description="A document or one of its sections: `starter/101`, `starter/101#1011`, or the "
        "path of a source page."
    )


Said = tuple[str, Any]
"""A tool's result as text for a model to read, and as data."""


@dataclass(frozen=True, slots=True)
class _Call:
    state: State
    snapshot: Snapshot
    root: str


async def _ask(call: _Call, given: AskTool) -> Said:
    history, filters = turns_of(given.history), filters_of(given)
    events = await call.state.answering.begin(ask, given.question, history, call.snapshot, filters)
    prose, text = Prose(call.root), ""
    async for event in events:
        text += prose.add(event).text
        if isinstance(event, Done):
            answer = event.answer
    return text, answer


async def _search(call: _Call, given: NarrowedSearch) -> Said:
    def found() -> SearchReply:
        hits = search(call.snapshot, tidy(given.q), given.k, filters_of(given))
        return search_reply(hits, call.snapshot)

    with call.state.answering.place():
        reply = await anyio.to_thread.run_sync(found)
    texts = [
        f"{hit.rank}. {hit.title} ({_facts(hit.author, hit.published, hit.votes, hit.site)}), "
        f"{hit.section_id}\n{hit.text}"
        for hit in reply.hits
    ]
    return "\n\n".join(texts) or "Nothing was found.", reply


async def _read_source(call: _Call, given: ReadTool) -> Said:
    id, _, part = given.id.removeprefix("/sources/").partition("#")
    document = await anyio.to_thread.run_sync(call.snapshot.document, id)
    reply = document_reply(document, call.snapshot.id)
    if part:
        section = call.snapshot.section(f"{id}#{part}")
        reply.sections = [each for each in reply.sections if each.section_id == section.id]
    head = f"{reply.title} ({_facts(reply.site, reply.published, None, reply.licence)})"
    texts = [
        f"{each.role.capitalize()} by {_facts(each.author, each.published, each.votes, None)}, "
        f"{each.section_id}\n{each.text}"
        for each in reply.sections
    ]
    return "\n\n".join([head, *texts]), reply


def _facts(name: str, published: object, votes: int | None, last: str | None) -> str:
    facts = (name, published, f"votes: {votes}" if votes else None, last)
    return ", ".join(str(fact) for fact in facts if fact)


@dataclass(frozen=True, slots=True)
class _Offered:
    """A tool: what it takes, what it gives, and what it does."""

    takes: type[Strict]
    gives: Any
    does: Callable[[_Call, Any], Coroutine[Any, Any, Said]]
    title: str
    says: str


TOOLS = {
    "ask": _Offered(
        AskTool,
        Answer,
        _ask,
        "Ask for marketing advice",
        "Answers a question on marketing a company or a product, in sentences that people wrote, "
        "each with its source; or says that nobody has answered it.",
    ),
    "search": _Offered(
        NarrowedSearch,
        SearchReply,
        _search,
        "Search the sources",
        "Lists the passages nearest to a query in meaning and in words, best first.",
    ),
    "read_source": _Offered(
        ReadTool,
        DocumentReply,
        _read_source,
        "Read a source",
        "Gives a whole thread or post, or one section of it, with its authors and dates.",
    ),
}


def mcp_server(state: State) -> Server[Any]:
    """The tools over one state; they share its places and its memory with all other doors."""

    async def list_tools(
        context: ServerRequestContext[Any], params: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=[_described(name, tool) for name, tool in TOOLS.items()])

    async def call_tool(
        context: ServerRequestContext[Any], params: CallToolRequestParams
    ) -> CallToolResult:
        tool = TOOLS.get(params.name)
        if tool is None:
            return _failed(f"There is no tool {params.name!r}; there are {', '.join(TOOLS)}.")
        root = str(context.request.base_url) if context.request else ""
        try:
            given = tool.takes.model_validate(params.arguments or {})
            call = tool.does(_Call(state, await current_snapshot(state), root), given)
            text, data = await (while_there(context.request, call) if context.request else call)
        except Exception as error:
            return _failed(_meant(error))
        content = TextContent(type="text", text=text)
        return CallToolResult(content=[content], structured_content=to_jsonable_python(data))

    return Server(
        "footnote",
        version=version("footnote-adviser"),
        title="Footnote",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def serve_stdio(state: State) -> None:
    """Answer over stdin and stdout until stdin ends."""
    server = mcp_server(state)
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def _described(name: str, tool: _Offered) -> Tool:
    return Tool(
        name=name,
        title=tool.title,
        description=tool.says,
        input_schema=tool.takes.model_json_schema(),
        output_schema=TypeAdapter(tool.gives).json_schema(mode="serialization"),
        annotations=ToolAnnotations(
            read_only_hint=True, idempotent_hint=True, open_world_hint=False
        ),
    )


def _failed(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=True)


def _meant(error: Exception) -> str:
    """What an exception means to whoever called. The unexpected says nothing of its cause."""
    match error:
        case ValidationError():
            faults = (
                f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
            )
            return "; ".join(faults)
        case ClientLeft():
            return "Nobody waits for this any more."
        case IndexingError():
            log.error("%s", error)
            return "The index is missing or cannot be used."
        case FootnoteError():
            return sentences_of(error)
    log.error("a tool failed", exc_info=error)
    return "Something went wrong on our side. The error has been logged."
