#!/usr/bin/env python3
"""Train the weights that decide what a name in Latin letters names.

    train_latin.py --data PREDICTED GOLD_DIR ... [--folds 5] [--write Sources/CKnowledge/data/latin_weights.txt]

PREDICTED holds the output of `pipeline extract` (NDJSON) by models that have not seen the articles, made
by a build whose latin_weights.txt has no rows; GOLD_DIR one NAME.json a document: "text" and "mentions"
with "start", "end", "type", "optional" (code points). Every name in Latin letters that was found is an
example of the type that is annotated there, or of none where nothing is; found names whose edges are
others' are left out, and so are optional ones. The model is a log-linear one over the features below;
prints the figures of a cross-validation over the documents of the first pair. Standard library only;
the same input gives the same bytes.

The features are those of Sources/Extract/Mentions/LatinNames.swift: change both together.
"""
import argparse, json, math, os, random, re
from collections import Counter, defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "Sources", "CKnowledge", "data")
KINDS = ["person", "organization", "place", "none"]
LETTERS = "POLN"
GOLD = {"PER": 0, "ORG": 1, "LOC": 2}
LETTER = "A-Za-z\u00c0-\u024f"
LATIN = re.compile(f"[{LETTER}0-9][{LETTER}0-9 .,&'’/·–-]*")
FUNCTION = {"of", "the", "and", "for", "de", "van", "von", "al", "la", "le"}


def word_kinds():
    kinds = defaultdict(set)
    for line in open(os.path.join(DATA, "latin_names.txt"), encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if not line.startswith("#") and len(columns) == 2:
            kinds[columns[0]].add(columns[1])
    return kinds


WORDS = word_kinds()


def is_latin(name):
    return bool(LATIN.fullmatch(name)) and bool(re.search(f"[{LETTER}]", name))


def words(name):
    return [w for w in re.split("[ .,&'’/·–-]+", name) if w]


def of_string(name):
    """What a name's own letters say."""
    parts = words(name)
    if not parts:
        return []
    first, last = WORDS[parts[0]], WORDS[parts[-1]]
    found = [f"n{min(len(parts), 4)}"]
    if "given" in first:
        found.append("given")
    if "place" in last:
        found.append("place")
    if any("place" in WORDS[w] for w in parts):
        found.append("hasplace")
    if "placeword" in last:
        found.append("placeword")
    if "placeword" in first:
        found.append("placefirst")
    if any("bodyword" in WORDS[w] for w in parts):
        found.append("bodyword")
    if "bodyword" in last:
        found.append("bodylast")
    if any("body" in WORDS[w] for w in parts):
        found.append("body")
    if all("A" <= c <= "Z" or "0" <= c <= "9" for c in name) and len(name) <= 6:
        found.append(f"caps{len(name)}")
    if any("0" <= c <= "9" for c in name):
        found.append("digit")
    if any("a" <= a <= "z" and "A" <= b <= "Z" for a, b in zip(name, name[1:])):
        found.append("camel")
    if "&" in name:
        found.append("amp")
    if "a" <= name[0] <= "z":
        found.append("lower")
    found += sorted({w for w in parts if w in FUNCTION})
    return found


SHARED = {"given", "place", "placeword", "bodylast", "body"}


def relation(x, y):
    """How the words of one name stand in those of another: 1 at its end, 2 at its start; 3 and 4 the other way."""
    if x == y or not x or not y:
        return 0
    if len(x) < len(y):
        return 1 if y[-len(x) :] == x else 2 if y[: len(x)] == x else 0
    if len(y) < len(x):
        return 3 if x[-len(y) :] == y else 4 if x[: len(y)] == y else 0
    return 0


def context(text, start, end):
    """What stands around a name, blanks aside; of a name in brackets only that."""
    left = start
    while left > 0 and text[left - 1] in " \u3000":
        left -= 1
    if left > 0 and text[left - 1] in "(（":
        return ["bracket"]
    right = end
    while right < len(text) and text[right] in " \u3000":
        right += 1
    before = text[max(0, left - 2) : left].replace("\n", "⏎").replace("\t", "⏎")
    after = text[right : right + 2].replace("\n", "⏎").replace("\t", "⏎")
    found = ["l" + before[-1:], "ll" + before, "r" + after[:1], "rr" + after]
    if after[:1] in ("(", "（") and text[right + 1 : right + 2].isdigit():
        found.append("age")
    return found


def features(text, found):
    """For each found name (start, end, type) its features with their values."""
    places = defaultdict(list)
    for start, end, kind in found:
        places[text[start:end]].append((start, end, kind))
    names = list(places)
    split = {n: words(n) for n in names}
    own = {n: of_string(n) for n in names}
    around = {n: [context(text, s, e) for s, e, _ in places[n]] for n in names}
    result = {}
    for n in names:
        related = [(m, relation(split[n], split[m])) for m in names]
        related = [(m, r) for m, r in related if r]
        base = Counter({"s:" + f: 1 for f in own[n]})
        votes = Counter(k for _, _, k in places[n])
        for m, r in related:
            base[f"x{r}"] = 1
            for f in own[m]:
                if f in SHARED:
                    base[f"x{r}:{f}"] = 1
            votes.update(k for _, _, k in places[m])
        for k, v in votes.items():
            base["v" + LETTERS[k]] = v / sum(votes.values())
        for i, (start, end, kind) in enumerate(places[n]):
            row = Counter(base)
            row["m" + LETTERS[kind]] = 1
            for f in around[n][i]:
                row["c:" + f] = 1
            for j, others in enumerate(around[n]):
                if j != i:
                    row.update({"o:" + f: 1 for f in others if "o:" + f not in row})
            for m, _ in related:
                for others in around[m]:
                    row.update({"o:" + f: 1 for f in others if "o:" + f not in row})
            result[start, end] = dict(row)
    return result


def examples(predicted, gold):
    rows = []
    for line in open(predicted, encoding="utf-8"):
        document = json.loads(line)
        name = os.path.splitext(os.path.basename(document["document"]["id"]))[0]
        path = os.path.join(gold, name + ".json")
        if not os.path.exists(path):
            continue
        g = json.load(open(path, encoding="utf-8"))
        text = g["text"]
        found = sorted(
            (m["start"], m["end"], KINDS.index(e["type"]))
            for a in document["articles"]
            for e in a["entities"]
            for m in e["mentions"]
            if is_latin(text[m["start"] : m["end"]])
        )
        right = {(m["start"], m["end"]): GOLD[m["type"]] for m in g["mentions"] if not m["optional"]}
        for (start, end), row in features(text, found).items():
            kind = right.get((start, end))
            if kind is None:
                if any(m["start"] < end and start < m["end"] for m in g["mentions"]):
                    continue
                kind = 3
            rows.append((name, row, kind, next(k for s, e, k in found if (s, e) == (start, end))))
    return rows


def scores(weights, row):
    return [sum(weights[k].get(f, 0) * v for f, v in row.items()) for k in range(4)]


def probabilities(z):
    top = max(z)
    e = [math.exp(x - top) for x in z]
    return [x / sum(e) for x in e]


def train(rows, rounds, decay, least):
    seen = Counter(f for r in rows for f in r[1])
    rows = [({f: v for f, v in r[1].items() if seen[f] >= least} | {"1": 1}, r[2]) for r in rows]
    weights = [defaultdict(float) for _ in range(4)]
    squares = [defaultdict(lambda: 1e-6) for _ in range(4)]
    rng = random.Random(1)
    order = list(range(len(rows)))
    for _ in range(rounds):
        rng.shuffle(order)
        for i in order:
            row, kind = rows[i]
            p = probabilities(scores(weights, row))
            for k in range(4):
                d = p[k] - (k == kind)
                for f, v in row.items():
                    g = d * v + decay * weights[k][f]
                    squares[k][f] += g * g
                    weights[k][f] -= 0.1 * g / math.sqrt(squares[k][f])
    return weights


def decide(weights, row, kind, margin):
    """The type that is sure enough to take the place of the found one."""
    p = probabilities(scores(weights, row | {"1": 1}))
    best = max(range(4), key=lambda k: p[k])
    return best if p[best] >= margin else kind


def main():
    a = argparse.ArgumentParser(description="train the weights of names in Latin letters")
    a.add_argument("--data", nargs="+", required=True)
    a.add_argument("--folds", type=int, default=5)
    a.add_argument("--rounds", type=int, default=30)
    a.add_argument("--decay", type=float, default=0.002)
    a.add_argument("--least", type=int, default=3)
    a.add_argument("--write")
    a.add_argument("--test", nargs=2)
    a = a.parse_args()
    sets = [examples(p, g) for p, g in zip(a.data[::2], a.data[1::2])]
    print([len(s) for s in sets], "examples")
    names = sorted({r[0] for r in sets[0]})
    random.Random(1).shuffle(names)
    table = {m: Counter() for m in (0, 0.4, 0.5, 0.6, 0.7, 0.8)}

    def count(rows, weights, c):
        for m in c:
            for _, row, kind, found in rows:
                c[m]["before"] += found == kind
                c[m]["after"] += decide(weights, row, found, m) == kind
                c[m]["all"] += 1

    for k in range(a.folds):
        held = set(names[k :: a.folds])
        rows = [r for r in sets[0] if r[0] not in held] + [r for s in sets[1:] for r in s]
        count([r for r in sets[0] if r[0] in held], train(rows, a.rounds, a.decay, a.least), table)
    print("cross-validated", {m: dict(c) for m, c in table.items()})
    rows = [r for s in sets for r in s]
    weights = train(rows, a.rounds, a.decay, a.least)
    if a.test:
        table = {m: Counter() for m in table}
        count(examples(*a.test), weights, table)
        print("test", {m: dict(c) for m, c in table.items()})
    if a.write:
        with open(a.write, "w", encoding="utf-8") as out:
            out.write("# knowledge latin_weights 1\n#\n")
            out.write("# Weights of a log-linear model: what does a name in Latin letters name?\n")
            out.write("# Columns: type (P, O, L, N for no name) and feature (see LatinNames.swift), weight in\n")
            out.write("# thousandths. Source: trained by scripts/train_latin.py on annotated articles\n")
            out.write(f"# ({len(rows)} names); do not edit by hand.\n")
            kept = [(LETTERS[k] + f, w) for k in range(4) for f, w in weights[k].items() if abs(w) >= 0.02]
            for f, w in sorted(kept):
                out.write(f"{f}\t{round(1000 * w)}\n")


if __name__ == "__main__":
    main()
