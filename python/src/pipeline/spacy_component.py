"""spaCy: words, ``doc.ents``, ``doc.spans["quotes"]`` and ``doc._.quotes``."""

from __future__ import annotations

from typing import Any, List

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

import spacy

from .document import Document
from .process import extract

_LABELS = {"person": "PERSON", "organization": "ORG", "place": "GPE"}

for _name in ("quotes", "figures", "dates"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=[])
if not Span.has_extension("quote"):
    Span.set_extension("quote", default=None)


def annotate(doc: Doc, found: Document) -> Doc:
    """Puts what was found into ``doc``, whose text must be the document's."""
    entities: List[Span] = []
    for entity in found.entities:
        for mention in entity.mentions:
            span = doc.char_span(
                mention.start,
                mention.end,
                label=_LABELS.get(entity.type, entity.type.upper()),
                kb_id=entity.key,
                alignment_mode="expand",
            )
            if span is not None:
                entities.append(span)
    doc.ents = filter_spans(entities)
    quotes: List[Span] = []
    for quote in found.quotes:
        for start, end in quote.spans:
            span = doc.char_span(start, end, label=quote.type, alignment_mode="expand")
            if span is not None:
                span._.quote = quote
                quotes.append(span)
    doc.spans["quotes"] = quotes
    doc._.quotes = found.quotes
    doc._.figures = found.figures
    doc._.dates = found.dates
    return doc


class _Component:
    def __call__(self, doc: Doc) -> Doc:
        return annotate(doc, extract(doc.text))


@Language.factory("pipeline_news", assigns=["doc.ents", "doc.spans"])
def create(nlp: Language, name: str) -> _Component:
    """``nlp.add_pipe("pipeline_news")``"""
    return _Component()


class WordTokenizer:
    """Cuts a text into words as ``pipeline segment`` does."""

    def __init__(self, vocab: Vocab):
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        pieces: List[str] = []
        position = 0
        edges = extract(text, words=True).words if text.strip() else ()
        for start, end in edges:
            if position < start:
                pieces.append(text[position:start])
            pieces.append(text[start:end])
            position = end
        if position < len(text):
            pieces.append(text[position:])
        return Doc(self.vocab, words=pieces, spaces=[False] * len(pieces))

    def to_disk(self, path: Any, **_: Any) -> None: ...

    def from_disk(self, path: Any, **_: Any) -> "WordTokenizer":
        return self

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> "WordTokenizer":
        return self


def blank() -> Language:
    """A spaCy pipeline with our words and the component."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = WordTokenizer(nlp.vocab)
    nlp.add_pipe("pipeline_news")
    return nlp
