#!/usr/bin/env python3
"""Train the weights that decide whether a word that content follows at once is a cue.

    train_cues.py GOLD_DIR... [--folds 5] [--write Sources/CKnowledge/data/cue_weights.txt]

Each GOLD_DIR holds one NAME.json a document: "text" and "quotes", each with "cue" spans (code points) and
"optional". Every word of cues.txt that stands outside quotation marks with text right after it is an
example: right when it ends where an annotated cue ends, a fifth of one when that statement is optional
(and not reported on), wrong otherwise. The model is a log-linear one over the features below, trained by AdaGrad with a
fixed seed; prints the figures of a cross-validation over documents. Standard library only; the same
input gives the same bytes.

The features are those of Sources/Extract/Quotes/CueScorer.swift: change both together.
"""
import argparse, json, math, os, random, re, subprocess
from collections import Counter, defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "Sources", "CKnowledge", "data")
MARKS = set("，。！？；：、“”‘’（）《》【】…—\n\r ,.!?;:()\u3000\t")
REAL = {"report", "clausemark", "clause", "mark", "strong"}
VERBS = set("是将会有已没不能可应要被在为了对与")
TRADITIONAL = re.compile("[說這為國與於對個時來]")
QUOTES = str.maketrans("「」『』", "“”‘’")


# What an optional statement counts for as a right example: it is a statement, but one that may be left.
OPTIONAL = 0.2


def words(kinds):
    """The words of sources.txt that are of one of the kinds."""
    found = set()
    for line in open(os.path.join(DATA, "sources.txt"), encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if not line.startswith("#") and len(columns) >= 2 and columns[1] in kinds:
            found.add(columns[0])
    return found


ADVERBS = words({"adverb"})
ROLES = words({"role", "media"})
PRONOUNS = words({"he", "she", "they", "it", "we"})


def ends(text, end, first, table):
    """The length of the longest word of the table that ends at `end`, not before `first`."""
    return next((n for n in (4, 3, 2, 1) if end - n >= first and text[end - n : end] in table), 0)


def begins(text, start, table):
    return any(text[start : start + n] in table for n in (4, 3, 2, 1))


def simplified(text):
    """The text with its Traditional characters in Simplified form, None when that cannot be told.

    Asks ICU's uconv; the number of characters must stay the same.
    """
    try:
        run = subprocess.run(
            ["uconv", "-x", "Traditional-Simplified"], input=text, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    folded = run.stdout.translate(QUOTES)
    return folded if len(folded) == len(text) else None


def lexicon():
    cues = {}
    for line in open(os.path.join(DATA, "cues.txt"), encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        word, cls, strength = line.rstrip("\n").split("\t")[:3]
        cues[word] = (cls, strength)
    return cues


def candidates(text, cues):
    """(run start, start, end, word): the longest match wins, adjacent words make one run."""
    out, i = [], 0
    while i < len(text):
        for length in (4, 3, 2, 1):
            word = text[i : i + length]
            if len(word) == length and word in cues:
                if cues[word][1] != "none":
                    if out and out[-1][2] == i:
                        # A noun after a cue is its object.
                        if cues[word][1] == "evidence" and cues[out[-1][3]][1] in REAL:
                            i += length
                            break
                        # 表示希望: what is said begins with the hope.
                        if cues[word][0] == "hope" and cues[out[-1][3]] == ("say", "strong"):
                            i += length
                            break
                        out[-1] = (out[-1][0], i, i + length, word)
                    else:
                        out.append((i, i, i + length, word))
                i += length
                break
        else:
            i += 1
    return out


def group(mark):
    if mark in ("，", ","):
        return "c"
    if mark == "“":
        return "q"
    if mark in ("", "。", "！", "？", "\n", "\r", "…"):
        return "s"
    return "o"


def bucket(n, edges):
    return sum(n >= e for e in edges)


def features(text, candidate, cues, names, others):
    run, start, end, word = candidate
    stop = end
    while stop < len(text) and text[stop] not in MARKS:
        stop += 1
    first = run
    while first > 0 and text[first - 1] not in MARKS:
        first -= 1
    rest = stop - end
    lead = run - first
    out = ["b", "w" + word, "s" + cues[word][1], "c" + cues[word][0]]
    out.append("1" + text[end : end + 1])
    if rest >= 2:
        out.append("2" + text[end : end + 2])
    out.append("L%d" % bucket(rest, (4, 7, 11, 16, 30)))
    out.append("l" + text[stop - 1 : stop])
    out.append("p" + group(text[stop : stop + 1]))
    out.append("B%d" % bucket(lead, (1, 2, 4, 8, 16)))
    if lead >= 1:
        out.append("a" + text[run - 1 : run])
        out.append("f" + text[first : first + 1])
    if lead >= 2:
        out.append("A" + text[run - 2 : run])
    out.append("m" + group(text[first - 1 : first] if first > 0 else ""))
    out.append("v%d" % any(c in VERBS for c in text[end:stop]))
    out.append("W%d%s" % (rest >= 11, word))
    # Who stands before the cue, past up to three adverbs, and what it goes on with.
    at = run
    for _ in range(3):
        length = ends(text, at, first, ADVERBS)
        if length == 0 or (at, "end") in names:
            break
        at -= length
    before = names.get((at, "end"))
    if not before:
        before = "N" if ends(text, at, first, PRONOUNS) else "R" if ends(text, at, first, ROLES) else "-"
    after = names.get((end, "start")) or ("N" if begins(text, end, PRONOUNS) else "-")
    # How the next clause opens, and whether another cue stands in this one.
    out.append("N" + text[stop : stop + 1] + (text[stop + 1 : stop + 2] if stop < len(text) else ""))
    out.append("O%d" % any(c >= end and d <= stop for c, d in others))
    out.append("P%d" % any(c >= first and d <= run for c, d in others))
    out += ["n" + before, "x" + after, "nx" + before + after, "nw" + before + word, "ns" + before + cues[word][1]]
    return out


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
        quoted, inside = [], False
        for c in text:
            if c == "“":
                inside = True
            quoted.append(inside)
            if c in "”\n":
                inside = False
        stated = {}
        for q in doc["quotes"]:
            for _, end in q.get("cue") or []:
                stated[end] = stated.get(end, False) or not q["optional"]
        names = {}
        for m in doc["mentions"]:
            names[m["end"], "end"] = names[m["start"], "start"] = m["type"][0]
        found = candidates(text, cues)
        for number, candidate in enumerate(found):
            end = candidate[2]
            if quoted[candidate[1]] or end >= len(text) or text[end] in MARKS:
                continue
            optional = end in stated and not stated[end]
            if optional and cues[candidate[3]][1] not in REAL:
                continue
            near = found[max(0, number - 4) : number] + found[number + 1 : number + 5]
            others = [(c[0], c[2]) for c in near if cues[c[3]][1] in REAL]
            share = OPTIONAL if optional else 1
            out.append((name, features(text, candidate, cues, names, others), end in stated, share))
    return out


def train(data, rounds, decay):
    weights, squares = defaultdict(float), defaultdict(float)
    data = list(data)
    order = random.Random(1)
    for _ in range(rounds):
        order.shuffle(data)
        for _, feats, right, share in data:
            z = sum(weights[f] for f in feats)
            error = share * (1 / (1 + math.exp(-z)) - right)
            for f in feats:
                gradient = error + decay * weights[f]
                squares[f] += gradient * gradient
                weights[f] -= 0.3 * gradient / math.sqrt(squares[f] + 1e-6)
    return weights


def counts(data, weights, threshold):
    c = Counter()
    for _, feats, right, share in data:
        if share < 1:
            continue
        p = 1 / (1 + math.exp(-sum(weights.get(f, 0) for f in feats)))
        c["tp" if p >= threshold and right else "fp" if p >= threshold else "fn" if right else "tn"] += 1
    return c


def report(label, table):
    """Prints precision, recall, F1 and the counts of right, wrong and missed examples by threshold."""
    for t, c in table.items():
        p, r = c["tp"] / max(1, c["tp"] + c["fp"]), c["tp"] / max(1, c["tp"] + c["fn"])
        print(f"{label} at {t}: P {p:.3f} R {r:.3f} F1 {2*p*r/max(1e-9,p+r):.3f} ({c['tp']} {c['fp']} {c['fn']})")


def main():
    a = argparse.ArgumentParser(description="train the cue weights")
    a.add_argument("gold", nargs="+")
    a.add_argument("--folds", type=int, default=5)
    a.add_argument("--rounds", type=int, default=25)
    a.add_argument("--decay", type=float, default=0.05)
    a.add_argument("--least", type=int, default=8, help="a feature must be seen so often")
    a.add_argument("--write")
    a.add_argument("--test", help="a second gold directory to report on")
    a = a.parse_args()
    cues = lexicon()
    data = [d for gold in a.gold for d in examples(gold, cues)]
    seen = Counter(f for d in data for f in d[1])
    data = [(n, [f for f in feats if seen[f] >= a.least], right, share) for n, feats, right, share in data]
    names = sorted({d[0] for d in data})
    sure = [d for d in data if d[3] == 1]
    print(len(sure), "examples,", sum(d[2] for d in sure), "right, in", len(names), "documents,", len(data) - len(sure), "optional")
    thresholds = (0.3, 0.4, 0.5, 0.6, 0.7)
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
            out.write("# knowledge cue_weights 1\n#\n")
            out.write("# Weights of a log-linear model: is a word that content follows at once a cue?\n")
            out.write("# Columns: feature (see CueScorer.swift), weight in thousandths.\n")
            out.write("# Source: trained by scripts/train_cues.py on annotated and reviewed articles\n")
            out.write(f"# ({len(data)} examples in {len(names)} articles); do not edit by hand.\n")
            for f in sorted(kept):
                out.write(f"{f}\t{round(1000 * kept[f])}\n")


if __name__ == "__main__":
    main()
