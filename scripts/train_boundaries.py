#!/usr/bin/env python3
"""Train the weights that decide whether a sentence goes on with what the one before reported.

    train_boundaries.py GOLD_DIR [--folds 5] [--write Sources/CKnowledge/data/boundary_weights.txt]

GOLD_DIR holds one NAME.json a document: "text", "mentions" and "quotes" with "type", "content", "cue",
"source" (code points) and "optional". Every sentence that follows reported words in their paragraph,
without a statement of its own, is an example: right when an annotated statement without a cue holds
it. (Within a sentence all commas count as content: of 2,224 in the training articles 27 end it without
another statement, and no features of this kind told those apart.) The model is a log-linear one,
trained as in train_cues.py, on whose functions it builds; prints the figures of a cross-validation
over documents.

The features are those of Sources/Extract/Quotes/BoundaryScorer.swift: change both together.
"""
import argparse, json, os
from collections import Counter

from train_cues import DATA, QUOTES, TRADITIONAL, begins, bucket, counts, lexicon, report, simplified, train, words

STOPS = set("。！？\n\r")
CLAUSES = set("，,；;：:“”")
SPACES = set(" \t\u3000\u00a0")
WILL = set("将会能要应需可望或")
DONE = set("了曾已过着")
DIGITS = set("0123456789")
# What is looked at of a sentence; the shortest sentence that goes on; the most that follow one another.
REACH, SHORTEST, LONGEST = 60, 12, 3
OURS = set("我您你咱")
HEDGES = set("应该必须可能或许因为如果")
# So much of what was reported is compared with the sentence.
SAID = 200
PRONOUNS = words({"he", "she", "they", "it", "we"})
ROLES = words({"role", "media"})


def table(name, kind):
    """The words of a kind in one of the files of knowledge."""
    with open(os.path.join(DATA, name), encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return {row[0] for row in rows if len(row) >= 2 and row[1] == kind}


CONTINUATIONS = table("statement_words.txt", "continuation")


def sentence_end(text, at, limit=400):
    """Where the sentence ends that `at` is in: at a full stop outside quotation marks or a line end."""
    depth, end = 0, min(len(text), at + limit)
    while at < end:
        c = text[at]
        if c == "“":
            depth += 1
        elif c == "”":
            depth = max(0, depth - 1)
            if depth == 0 and text[at - 1] in STOPS:
                return at + 1
        elif c in "\n\r" or depth == 0 and c in STOPS:
            return at
        at += 1
    return at


def shared(text, stated, start, stop):
    """How many pairs of characters of the sentence were reported before."""
    first = max(stated, start - SAID)
    said = {text[i : i + 2] for i in range(first, start - 1)}
    return sum(text[i : i + 2] in said for i in range(start, stop - 1))


def features(text, start, end, stated, cue, who, cues, names):
    """What tells whether the sentence from `start` to `end` still is what a statement reports.

    `stated`: where what it reports begins. `cue`: its cue word, `who`: the name before that.
    """
    stop = min(end, start + REACH)
    clause = start
    while clause < stop and text[clause] not in CLAUSES:
        clause += 1
    cls, _ = cues.get(cue, ("", ""))
    words = text[start:stop]
    inside = next((names[i, "start"] for i in range(start + 1, clause) if (i, "start") in names), "-")
    return [
        "b",
        "c" + cls,
        "w" + cue,
        "1" + text[start : start + 1],
        "2" + text[start : start + 2],
        "l" + text[clause - 1 : clause],
        "L%d" % bucket(end - start, (8, 16, 24, 40, 60)),
        "C%d" % bucket(clause - start, (3, 5, 8, 12, 20)),
        "S%d" % bucket(start - stated, (8, 16, 32, 64, 96)),
        "x" + (names.get((start, "start")) or "-"),
        "i" + inside,
        "y" + who,
        "f%d" % any(c in WILL for c in words),
        "d%d" % any(c in DONE for c in words),
        "o%d" % any(c in OURS for c in words),
        "q%d" % ("“" in words),
        "u%d" % any(c in HEDGES for c in words),
        "V%d" % bucket(shared(text, stated, start, stop), (1, 2, 3, 5, 8)),
        "g%d" % any(c in DIGITS for c in words),
        "h%d" % (text[start : start + 1] in DIGITS),
        "k%d" % begins(text, start, CONTINUATIONS),
        "p%d" % begins(text, start, PRONOUNS),
        "r%d" % begins(text, start, ROLES),
    ]


def examples(gold, cues):
    out = []
    for name in sorted(os.listdir(gold)):
        if not name.endswith(".json"):
            continue
        doc = json.load(open(os.path.join(gold, name), encoding="utf-8"))
        if "quotes" not in doc:
            continue
        text = doc["text"]
        if len(TRADITIONAL.findall(text)) > 20:
            text = simplified(text)
            if text is None:
                continue
        text = text.translate(QUOTES)
        names = {}
        for m in doc["mentions"]:
            names[m["end"], "end"] = names[m["start"], "start"] = m["type"][0]
        # Characters by what holds them: a statement with a cue or quoted, one that goes on.
        own, goes_on = set(), set()
        for q in doc["quotes"]:
            follows = q["type"] != "direct" and not q.get("cue")
            for key in ("cue", "source", "content"):
                for a, b in q.get(key) or []:
                    (goes_on if follows else own).update(range(a, b))
        for q in doc["quotes"]:
            if q["type"] == "direct" or q["optional"] or not q.get("cue") or len(q["content"]) != 1:
                continue
            start, last = q["content"][0]
            run, after = q["cue"][0]
            end = sentence_end(text, start)
            if start < after or last < end - 1:
                continue
            word = text[run:after]
            word = next((word[-n:] for n in (4, 3, 2, 1) if word[-n:] in cues), word)
            who = next((names[i, "end"] for i in range(run, run - 8, -1) if (i, "end") in names), "-")
            for _ in range(LONGEST):
                at = end
                while at < len(text) and (text[at] in STOPS or text[at] in SPACES):
                    at += 1
                if at >= len(text) or text[at] in "“”" or any(c in "\n\r" for c in text[end:at]):
                    break
                stop = sentence_end(text, at)
                inside = range(at, stop)
                if stop - at < SHORTEST or any(i in own for i in inside):
                    break
                right = sum(i in goes_on for i in inside) > (stop - at) / 2
                out.append((name, features(text, at, stop, start, word, who, cues, names), right, 1))
                if not right:
                    break
                end = stop
    return out


def main():
    a = argparse.ArgumentParser(description="train the boundary weights")
    a.add_argument("gold")
    a.add_argument("--folds", type=int, default=5)
    a.add_argument("--rounds", type=int, default=25)
    a.add_argument("--decay", type=float, default=0.04)
    a.add_argument("--least", type=int, default=8, help="a feature must be seen so often")
    a.add_argument("--write")
    a.add_argument("--test", help="a second gold directory to report on")
    a = a.parse_args()
    cues = lexicon()
    data = examples(a.gold, cues)
    seen = Counter(f for d in data for f in d[1])
    data = [(n, [f for f in feats if seen[f] >= a.least], right, share) for n, feats, right, share in data]
    names = sorted({d[0] for d in data})
    thresholds = (0.5, 0.6, 0.7, 0.75, 0.8, 0.82, 0.85, 0.9)
    print(len(data), "examples,", sum(d[2] for d in data), "right, in", len(names), "documents")
    total = {t: Counter() for t in thresholds}
    for k in range(a.folds if a.folds > 1 else 0):
        held = set(names[k :: a.folds])
        weights = train([d for d in data if d[0] not in held], a.rounds, a.decay)
        for t in thresholds:
            total[t] += counts([d for d in data if d[0] in held], weights, t)
    weights = train(data, a.rounds, a.decay)
    kept = {f: w for f, w in weights.items() if abs(w) >= 0.03}
    test = examples(a.test, cues) if a.test else []
    report("cross-validated", total)
    report("test", {t: counts(test, kept, t) for t in thresholds} if test else {})
    print(len(kept), "weights")
    if a.write:
        with open(a.write, "w", encoding="utf-8") as out:
            out.write("# knowledge boundary_weights 1\n#\n")
            out.write("# Weights of a log-linear model: does a sentence go on with what is reported?\n")
            out.write("# Columns: feature (see BoundaryScorer.swift), weight in thousandths.\n")
            out.write("# Source: trained by scripts/train_boundaries.py on the annotated training articles\n")
            out.write(f"# ({len(data)} examples in {len(names)} articles); do not edit by hand.\n")
            for f in sorted(kept):
                out.write(f"{f}\t{round(1000 * kept[f])}\n")


if __name__ == "__main__":
    main()
