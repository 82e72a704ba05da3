#!/usr/bin/env python3
"""Checks the offsets of extraction output: check_offsets.py [FILE.ndjson | -]...

Reads the NDJSON that `pipeline extract --text` writes and verifies, for every object of every kind,
that the document's text between `start` and `end` equals the object's `text`, in whichever unit
`document.offset_unit` names. Objects without a `text` must at least lie inside their article.
Exit status 0 when all is right, 1 when something is not, 2 when there was nothing to check.
"""
import json
import sys


class Document:
    """A document's text, sliced in the unit of its offsets."""

    def __init__(self, record):
        text = record["document"]["text"]
        self.unit = record["document"]["offset_unit"]
        self.width = {"scalar": 1, "utf8": 1, "utf16": 2}[self.unit]
        if self.unit == "scalar":
            self.text = text
        else:
            self.text = text.encode("utf-8" if self.unit == "utf8" else "utf-16-le")
        self.length = len(self.text) // self.width

    def slice(self, start, end):
        piece = self.text[start * self.width : end * self.width]
        if isinstance(piece, str):
            return piece
        try:
            return piece.decode("utf-8" if self.unit == "utf8" else "utf-16-le")
        except UnicodeDecodeError:
            return None


def spans(article):
    """Every object of an article with its kind, and the text that it should have, or None."""
    yield "title", article["title"], "text"
    yield "dateline", article["dateline"], "text"
    for byline in article["bylines"]:
        yield "byline", byline, "name"
    for paragraph in article["paragraphs"]:
        yield "paragraph", paragraph, None
    for entity in article["entities"]:
        for mention in entity["mentions"]:
            yield "mention", mention, "text"
        for mention in entity["anaphora"]:
            yield "anaphor", mention, "text"
    for kind in ("figures", "dates", "marks"):
        for item in article[kind]:
            yield kind[:-1], item, "text"
    for quote in article["quotes"]:
        yield "cue", quote["cue"], "text"
        yield "source", quote["source"], "text"


def is_span(value, start, end):
    a, b = value
    return isinstance(a, int) and isinstance(b, int) and start <= a <= b <= end


def check(record):
    """The number of objects checked, and a line for each that is wrong."""
    document = Document(record)
    count, problems = 0, []
    if record["document"]["length"] != document.length:
        problems.append(f"length is {record['document']['length']}, the text has {document.length}")
    for article in record["articles"]:
        bounds = (article["start"], article["end"])
        if not is_span(bounds, 0, document.length):
            problems.append(f"article {bounds} is outside of the document")
        for kind, item, name in spans(article):
            if item is None:
                continue
            count += 1
            span = (item["start"], item["end"])
            if not is_span(span, *bounds):
                problems.append(f"{kind} {span} is outside of its article {bounds}")
            elif name and document.slice(*span) != item[name]:
                problems.append(f"{kind} {span}: {document.slice(*span)!r} is not {item[name]!r}")
        for entity in article["entities"]:
            surfaces = {mention["text"] for mention in entity["mentions"]}
            for name in {entity["name"], *entity["aliases"]} - surfaces:
                problems.append(f"entity {entity['id']}: {name!r} is not one of its mentions")
            if entity["count"] != len(entity["mentions"]):
                problems.append(f"entity {entity['id']}: the count is not that of its mentions")
        for quote in article["quotes"]:
            count += 1
            pieces = [tuple(span) for span in quote["spans"]]
            if not pieces or not all(is_span(piece, *bounds) for piece in pieces):
                problems.append(f"quote {quote['id']}: {pieces} is outside of its article {bounds}")
            elif pieces != sorted(pieces) or any(a[1] > b[0] for a, b in zip(pieces, pieces[1:])):
                problems.append(f"quote {quote['id']}: {pieces} overlap or are out of order")
            elif "…".join(document.slice(*piece) or "" for piece in pieces) != quote["text"]:
                problems.append(f"quote {quote['id']}: {pieces} are not {quote['text']!r}")
            entities = {entity["id"] for entity in article["entities"]}
            for speaker in quote["speakers"]:
                if speaker["entity"] is not None and speaker["entity"] not in entities:
                    problems.append(f"quote {quote['id']}: no entity {speaker['entity']}")
    for warning in record["warnings"]:
        if "start" in warning and not is_span((warning["start"], warning["end"]), 0, document.length):
            problems.append(f"warning {warning['code']} is outside of the document")
    return count, problems


def main(paths):
    documents = objects = wrong = 0
    for path in paths or ["-"]:
        file = sys.stdin.buffer if path == "-" else open(path, "rb")
        with file:
            # Lines end at byte 0x0A only: str.splitlines would also split at U+2028.
            for line in file:
                if not line.strip():
                    continue
                record = json.loads(line)
                count, problems = check(record)
                documents += 1
                objects += count
                wrong += len(problems)
                for problem in problems:
                    print(f"{record['document']['id']}: {problem}", file=sys.stderr)
    print(f"offsets: {objects} objects in {documents} documents, {wrong} wrong")
    return 2 if documents == 0 else 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
