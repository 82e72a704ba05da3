"""Reads Chinese news: who said what, who is mentioned, which figures and dates are given."""

from .document import (
    Article,
    Byline,
    Cue,
    Date,
    Dateline,
    Document,
    Entity,
    Figure,
    Mark,
    Mention,
    Paragraph,
    Quote,
    Speaker,
    Stretch,
)
from .process import PipelineError, RecordError, WorkerError, binary, extract, pipe
from .tables import to_pandas

try:
    from ._version import __version__
except ImportError:  # a source tree without a wheel
    __version__ = "0"

__all__ = [
    "Article",
    "Byline",
    "Cue",
    "Date",
    "Dateline",
    "Document",
    "Entity",
    "Figure",
    "Mark",
    "Mention",
    "Paragraph",
    "PipelineError",
    "Quote",
    "RecordError",
    "Speaker",
    "Stretch",
    "WorkerError",
    "binary",
    "extract",
    "pipe",
    "to_pandas",
]
