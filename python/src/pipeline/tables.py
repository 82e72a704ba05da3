"""Tables for pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Iterator, List

from .document import Document

if TYPE_CHECKING:
    import pandas


def _quotes(doc: Document) -> Iterator[Dict[str, Any]]:
    for number, article in enumerate(doc.articles):
        for quote in article.quotes:
            yield {
                "document": doc.id,
                "article": number,
                "quote": quote.id,
                "speaker": quote.speaker,
                "speaker_kind": quote.speakers[0].kind if quote.speakers else None,
                "title": quote.speakers[0].title if quote.speakers else None,
                "cue": quote.cue.text if quote.cue else None,
                "type": quote.type,
                "text": quote.text,
                "start": quote.start,
                "end": quote.end,
                "source": quote.source.text if quote.source else None,
                "via": list(quote.via),
                "resolved_by": quote.resolved_by,
                "confidence": float(quote.confidence),
            }


def _mentions(doc: Document) -> Iterator[Dict[str, Any]]:
    for number, article in enumerate(doc.articles):
        for entity in article.entities:
            for mention in entity.mentions:
                yield {
                    "document": doc.id,
                    "article": number,
                    "entity": entity.id,
                    "key": entity.key,
                    "type": entity.type,
                    "subtype": entity.subtype,
                    "name": entity.name,
                    "text": mention.text,
                    "kind": mention.kind,
                    "start": mention.start,
                    "end": mention.end,
                    "confidence": float(mention.confidence),
                }


def _figures(doc: Document) -> Iterator[Dict[str, Any]]:
    for number, article in enumerate(doc.articles):
        for figure in article.figures:
            yield {
                "document": doc.id,
                "article": number,
                "text": figure.text,
                "kind": figure.kind,
                "value": figure.value,
                "decimal": figure.decimal,
                "min": figure.min,
                "max": figure.max,
                "unit": figure.unit,
                "bound": figure.bound,
                "trend": figure.trend,
                "of": str(figure.of) if figure.of is not None else None,
                "start": figure.start,
                "end": figure.end,
                "confidence": float(figure.confidence),
            }


def _dates(doc: Document) -> Iterator[Dict[str, Any]]:
    for number, article in enumerate(doc.articles):
        for date in article.dates:
            yield {
                "document": doc.id,
                "article": number,
                "text": date.text,
                "kind": date.kind,
                "value": date.value,
                "end_value": date.end_value,
                "start": date.start,
                "end": date.end,
            }


_tables: Dict[str, Callable[[Document], Iterator[Dict[str, Any]]]] = {
    "quotes": _quotes,
    "mentions": _mentions,
    "figures": _figures,
    "dates": _dates,
}


def to_pandas(docs: Iterable[Document], what: str = "quotes") -> "pandas.DataFrame":
    """A table of the documents' ``quotes``, ``mentions``, ``figures`` or ``dates``, a row each."""
    import pandas

    if what not in _tables:
        raise ValueError(f"no table {what!r}: one of {', '.join(_tables)}")
    rows: List[Dict[str, Any]] = [row for doc in docs for row in _tables[what](doc)]
    return pandas.DataFrame(rows)
