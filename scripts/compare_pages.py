"""Compares the main text and properties of web pages with trafilatura's.

Usage: scripts/compare-pages [PIPELINE] (makes an environment with trafilatura in .build/pages), or with the package
at hand: python3 scripts/compare_pages.py PIPELINE. The pages and what should be found in them are in
Tests/RecordsTests/Pages. Prints for each page and each of the two: paragraphs found of all, pieces of the surroundings
that got in, and which of title, date, source and author are right.
"""

import glob
import json
import os
import re
import subprocess
import sys

import trafilatura

PAGES = os.path.join(os.path.dirname(__file__), "..", "Tests", "RecordsTests", "Pages")


def squeezed(text):
    return re.sub(r"\s+", "", text or "")


def ours(pipeline, path):
    # The database has what the page says of itself.
    import sqlite3
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        db = os.path.join(folder, "a.db")
        subprocess.run([pipeline, "batch", path, "--into", db, "-q"], check=False)
        row = sqlite3.connect(db).execute(
            "SELECT d.text, a.title, d.date, d.outlet, d.author FROM documents d "
            "JOIN articles a ON a.document_id = d.id ORDER BY a.id").fetchone()
    return row or ("", None, None, None, None)


def theirs(path):
    with open(path, "rb") as file:
        page = file.read()
    found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    if found is None:
        return "", None, None, None, None
    found = found if isinstance(found, dict) else found.as_dict()
    return found["text"], found["title"], found["date"], found["sitename"], found["author"]


def judged(expected, found):
    text = squeezed(found[0])
    there = sum(squeezed(p) in text for p in expected["paragraphs"])
    wrong = sum(squeezed(a) in text for a in expected["absent"])
    right = [squeezed(x) == squeezed(expected[k])
             for k, x in zip(("title", "date", "outlet", "author"), found[1:])]
    return there, len(expected["paragraphs"]), wrong, right


def main():
    totals = {}
    for path in sorted(glob.glob(os.path.join(PAGES, "*.*html"))):
        with open(os.path.splitext(path)[0] + ".expected.json", encoding="utf-8") as file:
            expected = json.load(file)
        for name, found in (("pipeline", ours(sys.argv[1], path)), ("trafilatura", theirs(path))):
            there, all_, wrong, right = judged(expected, found)
            total = totals.setdefault(name, [0, 0, 0, 0, 0, 0, 0])
            for index, value in enumerate([there, all_, wrong, *right]):
                total[index] += value
            marks = " ".join(k if r else k.upper() + "!" for k, r in zip(("title", "date", "source", "author"), right))
            print(f"{os.path.basename(path):34} {name:12} {there}/{all_} paragraphs, {wrong} of the surroundings, {marks}")
    for name, (there, all_, wrong, title, date, outlet, author) in totals.items():
        print(f"all: {name:12} {there}/{all_} paragraphs, {wrong} of the surroundings; right: title {title}, "
              f"date {date}, source {outlet}, author {author} of {len(glob.glob(os.path.join(PAGES, '*.*html')))}")


main()
