"""What was found in a text, as typed values.

All offsets are half-open and count code points: ``text[start:end]`` slices a ``str``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Tuple, Type, TypeVar, Union

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")


@dataclass(frozen=True)
class Stretch:
    """A piece of the text, such as a title or the phrase that names a source."""

    start: int
    end: int
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and its role: title, heading, body, caption, byline, source, other."""

    start: int
    end: int
    role: str


@dataclass(frozen=True)
class Byline:
    """Somebody who made the article: reporter, editor, photographer, author."""

    start: int
    end: int
    name: str
    role: str


@dataclass(frozen=True)
class Dateline:
    """新华社北京7月26日电"""

    start: int
    end: int
    text: str
    agency: Optional[str]
    place: Optional[str]
    date: Optional[str]


@dataclass(frozen=True)
class Mention:
    """A place where an entity is named; kind: name, alias, abbreviation, pronoun, nominal."""

    start: int
    end: int
    text: str
    kind: str
    sentence: Optional[int]
    confidence: float


@dataclass(frozen=True)
class Entity:
    """A person, an organization or a place, with all mentions of it in its article."""

    id: str
    key: str
    type: str
    subtype: Optional[str]
    name: str
    aliases: Tuple[str, ...]
    titles: Tuple[str, ...]
    count: int
    mentions: Tuple[Mention, ...]
    anaphora: Tuple[Mention, ...]


@dataclass(frozen=True)
class Figure:
    """A figure: its value, exact decimal, unit, bound (=, ≈, <, ≤, >, ≥) and range."""

    start: int
    end: int
    text: str
    kind: str
    value: Optional[float]
    decimal: Optional[str]
    min: Optional[float]
    max: Optional[float]
    unit: Optional[str]
    unit_text: Optional[str]
    bound: str
    trend: Optional[str]
    of: Union[str, Stretch, None]
    confidence: float


@dataclass(frozen=True)
class Date:
    """A date or time in ISO 8601 as far as it is known."""

    start: int
    end: int
    text: str
    kind: str
    value: Optional[str]
    end_value: Optional[str]
    anchor: Optional[str]


@dataclass(frozen=True)
class Cue:
    """The word that says that something was said."""

    start: int
    end: int
    text: str
    negated: bool
    hedged: bool
    category: Optional[str] = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Speaker:
    """Who said it; ``entity`` is the id of an :class:`Entity` of the article, or None."""

    entity: Optional[str]
    name: str
    kind: str
    title: Optional[str]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Quote:
    """An attributed statement: direct, indirect or mixed; its content may be in several pieces."""

    id: str
    type: str
    spans: Tuple[Tuple[int, int], ...]
    text: str
    cue: Optional[Cue]
    source: Optional[Stretch]
    speakers: Tuple[Speaker, ...]
    resolved_by: str
    via: Tuple[str, ...]
    addressee: Any
    parent: Optional[str]
    continues: Optional[str]
    medium: str
    sentence: Optional[int]
    confidence: float

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    @property
    def speaker(self) -> Optional[str]:
        """The speakers' names, joined by 、; None when nobody is known."""
        return "、".join(s.name for s in self.speakers) or None


@dataclass(frozen=True)
class Mark:
    """Quotation marks that hold no statement: term, scare, title, name, slogan, …"""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True)
class Article:
    """One article of a document; most documents hold one."""

    start: int
    end: int
    title: Optional[Stretch]
    dateline: Optional[Dateline]
    bylines: Tuple[Byline, ...]
    published: Optional[str]
    paragraphs: Tuple[Paragraph, ...]
    entities: Tuple[Entity, ...]
    figures: Tuple[Figure, ...]
    dates: Tuple[Date, ...]
    quotes: Tuple[Quote, ...]
    marks: Tuple[Mark, ...]


class Document:
    """What was found in one text.

    The worker's answer is parsed when something of it is first asked for.
    """

    def __init__(self, text: str, answer: bytes):
        self.text = text
        self._answer = answer

    @cached_property
    def raw(self) -> Dict[str, Any]:
        """The worker's answer as it is, by the output contract (schema 1)."""
        answer: Dict[str, Any] = json.loads(self._answer)
        return answer

    @property
    def id(self) -> str:
        return str(self.raw["document"]["id"])

    @property
    def script(self) -> str:
        """Hans, Hant or mixed."""
        return str(self.raw["document"]["script"])

    @property
    def generator(self) -> Dict[str, Any]:
        """The program's version and those of its models and of ICU."""
        return dict(self.raw["generator"])

    @property
    def icu_version(self) -> str:
        return str(self.raw["generator"]["models"]["icu"])

    @property
    def warnings(self) -> List[Dict[str, Any]]:
        return list(self.raw["warnings"])

    @cached_property
    def words(self) -> Tuple[Tuple[int, int], ...]:
        """Where the words stand; empty unless they were asked for with ``words=True``."""
        return tuple((start, end) for start, end in self.raw.get("words", ()))

    @cached_property
    def articles(self) -> Tuple[Article, ...]:
        return tuple(_article(value) for value in self.raw["articles"])

    @property
    def quotes(self) -> List[Quote]:
        """The statements of all articles."""
        return [quote for article in self.articles for quote in article.quotes]

    @property
    def entities(self) -> List[Entity]:
        return [entity for article in self.articles for entity in article.entities]

    @property
    def mentions(self) -> List[Mention]:
        found = [mention for entity in self.entities for mention in entity.mentions]
        return sorted(found, key=lambda mention: (mention.start, mention.end))

    @property
    def figures(self) -> List[Figure]:
        return [figure for article in self.articles for figure in article.figures]

    @property
    def dates(self) -> List[Date]:
        return [date for article in self.articles for date in article.dates]

    def to_pandas(self, what: str = "quotes") -> "pandas.DataFrame":
        """The document's ``quotes``, ``mentions``, ``figures`` or ``dates`` as a table."""
        from .tables import to_pandas

        return to_pandas([self], what)

    def _repr_html_(self) -> str:
        from .html import page

        return page(self)

    def __repr__(self) -> str:
        return (
            f"<Document {self.id!r}: {len(self.quotes)} quotes, {len(self.entities)} entities, "
            f"{len(self.figures)} figures, {len(self.dates)} dates>"
        )


_names: Dict[type, Tuple[str, ...]] = {}


def _made(kind: Type[T], value: Mapping[str, Any], **others: Any) -> T:
    """A dataclass from an object's fields; newer fields are ignored, missing ones are None."""
    names = _names.get(kind)
    if names is None:
        names = _names[kind] = tuple(field.name for field in fields(kind))  # type: ignore
    return kind(**{name: others[name] if name in others else value.get(name) for name in names})


def _all(kind: Type[T], values: Any) -> Tuple[T, ...]:
    return tuple(_made(kind, value) for value in values or ())


def _stretch(value: Any) -> Optional[Stretch]:
    return _made(Stretch, value) if value else None


def _entity(value: Mapping[str, Any]) -> Entity:
    return _made(
        Entity,
        value,
        aliases=tuple(value["aliases"]),
        titles=tuple(value["titles"]),
        mentions=_all(Mention, value["mentions"]),
        anaphora=_all(Mention, value["anaphora"]),
    )


def _quote(value: Mapping[str, Any]) -> Quote:
    cue = value["cue"]
    return _made(
        Quote,
        value,
        spans=tuple((start, end) for start, end in value["spans"]),
        cue=_made(Cue, cue, category=cue["class"]) if cue else None,
        source=_stretch(value["source"]),
        speakers=_all(Speaker, value["speakers"]),
        via=tuple(value["via"]),
    )


def _article(value: Mapping[str, Any]) -> Article:
    return _made(
        Article,
        value,
        title=_stretch(value["title"]),
        dateline=_made(Dateline, value["dateline"]) if value["dateline"] else None,
        bylines=_all(Byline, value["bylines"]),
        paragraphs=_all(Paragraph, value["paragraphs"]),
        entities=tuple(_entity(entity) for entity in value["entities"]),
        figures=_all(Figure, value["figures"]),
        dates=_all(Date, value["dates"]),
        quotes=tuple(_quote(quote) for quote in value["quotes"]),
        marks=_all(Mark, value["marks"]),
    )
