"""The front matter of a post, YAML or TOML, and the many shapes its values take.

YAML is what Jekyll, Hugo, Gatsby and their like write between ``---`` lines, TOML what Hugo
writes between ``+++`` lines.
"""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime

import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from corpus.errors import MalformedFile

MAX_DEPTH = 20
MAX_LENGTH = 20_000
_TAG_KEYS = ("category", "categories", "tags", "keywords")
_DATE_KEYS = ("date", "published", "pubdate", "publishdate", "published_at", "created")
_DATE_FORMS = (
    "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%d %B %Y",
    "%d %b %Y", "%a, %d %b %Y", "%Y%m%d",
)  # fmt: skip
_LONGEST_DATE = 100
_DEEP_KEY = re.compile(
    rf"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{MAX_DEPTH},}}"""  # a.b.c takes square time
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


class _TomlHandler(BaseHandler):
    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)


_YAML, _TOML = YAMLHandler(), _TomlHandler()


def split_front_matter(text: str) -> tuple[Mapping[str, object], str]:
    """The values of the front matter and the body under it; no values where there is none.

    Raises:
        MalformedFile: the front matter is not closed, or is not a map in its language.
    """
    handler = next((each for each in (_YAML, _TOML) if each.detect(text)), None)
    if handler is None:
        return {}, text
    try:
        source, body = handler.split(text)
    except ValueError:
        if re.match(r".*\n\s*[\w-]+\s*[:=]", text):
            raise MalformedFile("the front matter is not closed", line=1) from None
        return {}, text
    if len(source) > MAX_LENGTH:
        raise MalformedFile(f"front matter longer than {MAX_LENGTH:,} characters", line=1)
    values = _load_yaml(source) if handler is _YAML else _load_toml(source)
    if values is None:
        return {}, body
    if not isinstance(values, dict):
        if handler is _YAML and isinstance(values, str):
            return {}, text
        raise MalformedFile("the front matter is not a list of keys and values", line=1)
    return {str(key).lower(): value for key, value in values.items()}, body


def is_draft(values: Mapping[str, object]) -> bool:
    """Whether the post says that it is not published."""
    return values.get("draft") is True or values.get("published") is False


def title_of(values: Mapping[str, object]) -> str:
    """The title on one line, entities decoded; "" where there is none."""
    return _words(values.get("title"))


def author_of(values: Mapping[str, object]) -> tuple[str, str | None]:
    """The author or authors as one line, and the first address given with them."""
    value = values.get("author") or values.get("authors")
    people = list(_people(value))
    return (
        ", ".join(dict.fromkeys(name for name, _ in people if name)),
        next((url for _, url in people if url), None),
    )


def tags_of(values: Mapping[str, object]) -> tuple[str, ...]:
    """Categories and tags in order, each once."""
    found = (tag for key in _TAG_KEYS for tag in _tags(values.get(key)))
    return tuple(dict.fromkeys(tag for tag in found if tag))


def date_of(values: Mapping[str, object]) -> tuple[date | None, str]:
    """The day of publication as written, and the text that could not be read as one, or ""."""
    for key in _DATE_KEYS:
        value = values.get(key)
        if isinstance(value, datetime):
            return value.date(), ""
        if isinstance(value, date):
            return value, ""
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            found = parse_date(_words(value))
            return found, "" if found else _words(value)
    return None, ""


def parse_date(text: str) -> date | None:
    """The day in a text such as ``2014-03-11 09:30``, ``March 11, 2014`` or ``11.03.2014``."""
    if len(text) > _LONGEST_DATE:
        return None
    iso = _ISO.match(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        return None
    bare = re.sub(r"[T ]+\d{1,2}:\d\d.*$", "", re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text)).strip()
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(bare, form).date()
        except ValueError:
            continue
    return None


class _YamlLoader(yaml.SafeLoader):  # type: ignore[misc]
    """Refuses aliases and depth, which both can grow without end.

    Not the loader in C: it refuses a folded text that opens with a tab, which blogs hold.
    """

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise MalformedFile("the front matter uses a YAML alias", line=line)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise MalformedFile("the front matter is nested too deep", line=line)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _load_yaml(source: str) -> object:
    try:
        return _YAML.load(source, Loader=_YamlLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise MalformedFile(f"front matter: {error.problem}", line=line) from error
    except (yaml.YAMLError, ValueError) as error:
        raise MalformedFile(f"front matter: {error}", line=1) from error


def _load_toml(source: str) -> object:
    if deep := _DEEP_KEY.search(source):
        line = source.count("\n", 0, deep.start()) + 1
        raise MalformedFile("the front matter is nested too deep", line=line)
    try:
        return tomllib.loads(source)
    except (ValueError, RecursionError) as error:  # a plain ValueError: a number too long
        at = re.search(r"at line (\d+)", str(error))
        raise MalformedFile(f"front matter: {error}", line=int(at[1]) if at else 1) from error


def _words(value: object) -> str:
    if value is None or isinstance(value, (dict, list)):
        return ""
    return " ".join(html.unescape(str(value)).split())


def _people(value: object) -> Iterator[tuple[str, str | None]]:
    if isinstance(value, list):
        for each in value:
            yield from _people(each)
    elif isinstance(value, dict):
        name = _words(value.get("name") or value.get("title"))
        url = _words(value.get("url") or value.get("link") or value.get("website"))
        if name:
            yield name, url or None
        else:
            # `author: {jane: {name: Jane}}`, a map of people
            for each in value.values():
                if isinstance(each, (dict, list)):
                    yield from _people(each)
    else:
        yield _words(value), None


def _tags(value: object) -> Iterator[str]:
    if isinstance(value, str):
        # Lines such as "-A, B", without a space behind the dash, are one string to YAML.
        yield from map(_words, re.split(r",|(?:^|\s)-(?=\S)", value))
    elif isinstance(value, Mapping):
        for key, inside in value.items():
            yield from _tags(inside if isinstance(inside, (list, dict)) else str(key))
    elif isinstance(value, list):
        for each in value:
            yield from (_tags(each) if isinstance(each, (list, dict)) else [_words(each)])
