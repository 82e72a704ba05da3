#!/usr/bin/env python3
"""Writes the texts of annotated articles: gold_texts.py GOLD_FOLDER TEXT_FOLDER

GOLD_FOLDER holds one NAME.json a document; its "text" becomes TEXT_FOLDER/NAME.txt, unchanged.
"""
import json
import pathlib
import sys


def main(gold, texts):
    files = sorted(pathlib.Path(gold).glob("*.json"))
    pathlib.Path(texts).mkdir(parents=True, exist_ok=True)
    for file in files:
        text = json.loads(file.read_text(encoding="utf-8"))["text"]
        pathlib.Path(texts, file.stem + ".txt").write_bytes(text.encode("utf-8"))
    print(f"{len(files)} texts in {texts}")
    return 0 if files else 2


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
