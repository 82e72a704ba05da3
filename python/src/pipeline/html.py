"""How a document shows itself in a notebook."""

from __future__ import annotations

from html import escape
from typing import List, Tuple

from .document import Document

_COLOURS = {"person": "#1f6feb", "organization": "#8250df", "place": "#1a7f37"}
# A notebook is for looking at: of a longer text only the beginning is shown.
_LONGEST = 20_000


def page(doc: Document) -> str:
    """The text with statements shaded and names underlined; each tells its speaker or entity."""
    length = min(len(doc.text), _LONGEST)
    opened: List[Tuple[int, int, int, str, str]] = []
    for quote in doc.quotes:
        title = escape(f"{quote.speaker or '?'} · {quote.type}", quote=True)
        for start, end in quote.spans:
            opened.append((start, end, 0, f'<mark style="background:#fff3bf" title="{title}">', "</mark>"))
    for entity in doc.entities:
        colour = _COLOURS.get(entity.type, "#57606a")
        title = escape(f"{entity.name} · {entity.type}", quote=True)
        for mention in entity.mentions:
            tag = f'<span style="border-bottom:2px solid {colour}" title="{title}">'
            opened.append((mention.start, mention.end, 1, tag, "</span>"))
    # Runs of equal marking: pieces that overlap without nesting stay valid HTML.
    cuts = sorted({0, length, *(p for o in opened for p in o[:2] if p < length)})
    ends = sorted(opened, key=lambda piece: piece[0])
    parts: List[str] = []
    active: List[Tuple[int, int, int, str, str]] = []
    next_piece = 0
    for start, end in zip(cuts, cuts[1:]):
        active = [piece for piece in active if piece[1] > start]
        while next_piece < len(ends) and ends[next_piece][0] <= start:
            active.append(ends[next_piece])
            next_piece += 1
        shown = sorted((p for p in active if p[1] > start), key=lambda p: p[2])
        text = escape(doc.text[start:end]).replace("\n", "<br>")
        parts.append(
            "".join(p[3] for p in shown) + text + "".join(p[4] for p in reversed(shown))
        )
    rest = "…" if length < len(doc.text) else ""
    return f'<div lang="zh" style="line-height:1.8">{"".join(parts)}{rest}</div>'
