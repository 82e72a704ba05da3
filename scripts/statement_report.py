#!/usr/bin/env python3
"""Calibration and error tables of the attributed statements, as Markdown.

    pipeline extract --explain FOLDER | statement_report.py GOLD_DIR [-]

GOLD_DIR holds one NAME.json a document ("text", "entities", "mentions" and "quotes" with "content",
"type", "speaker", "optional", "cue", "source"; offsets in code points); the predictions are the NDJSON
that `pipeline extract --explain` writes. A statement is right when at least 0.7 of the characters of
content and gold together are common to both (punctuation left out) and its speaker is right; what
meets an optional statement of the gold counts neither way.
"""
import json, os, re, sys
from collections import Counter, defaultdict

SKIPPED = re.compile(r"[\s，,。．.：:；;！!？?“”\"'‘’「」『』、（）()…—《》]")
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


def folded(text):
    return re.sub(r"[\s·•・‧,，。“”\"'（）()《》]", "", text or "")


def characters(text, spans):
    return {i for a, b in spans for i in range(a, min(b, len(text))) if not SKIPPED.match(text[i])}


def speaker_right(gold, statement, names):
    speaker = statement.get("speaker")
    if not speaker or speaker == "?":
        return True
    found = {folded(n) for n in names} - {""}
    if re.fullmatch(r"[POL]\d+(\+[POL]\d+)*", speaker):
        right = set()
        for part in speaker.split("+"):
            right.add(folded(gold["entities"][part]))
            right |= {folded(m["text"]) for m in gold["mentions"] if m["entity"] == part}
        right.discard("")
        return bool(right & found) or any(f.endswith(n) and len(n) >= 2 for f in found for n in right)
    right = folded(speaker)
    return any(len(f) >= 2 and (f in right or right in f) for f in found)


def matches(gold, article_statements):
    """For each prediction (index of the gold statement or None, overlap)."""
    text, statements = gold["text"], gold["quotes"]
    wanted = [characters(text, s["content"]) for s in statements]
    found = [characters(text, s["spans"]) for s in article_statements]
    optional = set().union(*(w for w, s in zip(wanted, statements) if s["optional"])) if statements else set()
    pairs = []
    for i, w in enumerate(wanted):
        for j, f in enumerate(found):
            if not w & f:
                continue
            g = f if statements[i]["optional"] else f - (optional - w)
            pairs.append((len(w & g) / len(w | g), i, j))
    taken, of = set(), {}
    for overlap, i, j in sorted(pairs, reverse=True):
        if overlap >= 0.4 and i not in taken and j not in of:
            taken.add(i)
            of[j] = (i, overlap)
    covered = {
        j
        for j, f in enumerate(found)
        if j not in of
        and any(s["optional"] and len(f & w) >= 0.5 * max(1, len(f)) for w, s in zip(wanted, statements))
    }
    return of, covered


def missed_class(text, statement):
    cue = statement.get("cue")
    if not cue:
        return f"no cue, {statement['type']}"
    start, end = cue[0]
    after = text[end : end + 1]
    if statement["content"][0][0] < start:
        return "content before the cue"
    if after in "，,":
        return "comma after the cue"
    if after in "：:":
        return "colon after the cue"
    if after in "“「\"":
        return "quotation right after the cue"
    return "content at once" if end == statement["content"][0][0] else "words between cue and content"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    source = sys.stdin if len(sys.argv) < 3 or sys.argv[2] == "-" else open(sys.argv[2], encoding="utf-8")
    documents = {}
    for line in source:
        if line.strip():
            d = json.loads(line)
            if "document" in d:
                documents[os.path.splitext(os.path.basename(str(d["document"]["id"])))[0]] = d
    bins, rules, missed, wanted = defaultdict(Counter), defaultdict(Counter), Counter(), Counter()
    resolutions = defaultdict(Counter)
    marks = Counter()
    for name in sorted(os.listdir(sys.argv[1])):
        if not name.endswith(".json"):
            continue
        gold = json.load(open(os.path.join(sys.argv[1], name), encoding="utf-8"))
        if "quotes" not in gold or name[:-5] not in documents:
            continue
        found, names = [], []
        for article in documents[name[:-5]]["articles"]:
            entities = {e["id"]: e for e in article["entities"]}
            for s in article["quotes"]:
                found.append(s)
                all_names = set()
                for speaker in s["speakers"]:
                    all_names.add(speaker["name"])
                    e = entities.get(speaker["entity"])
                    if e:
                        all_names |= {e["name"], *e["aliases"]}
                names.append(all_names)
        of, covered = matches(gold, found)
        right = set()
        for j, s in enumerate(found):
            if j in of and not gold["quotes"][of[j][0]]["optional"]:
                i, overlap = of[j]
                content = overlap >= 0.7
                attributed = content and speaker_right(gold, gold["quotes"][i], names[j])
                if content:
                    right.add(i)
                outcome = "attributed" if attributed else "content" if content else "wrong"
            elif j in of or j in covered:
                outcome = "optional"
            else:
                outcome = "wrong"
            rules[s.get("rule", "")][outcome] += 1
            if outcome in ("attributed", "content"):
                kind = s["speakers"][0]["kind"] if s["speakers"] else "nobody"
                resolutions[f"{s['resolved_by']}, {kind}"][outcome] += 1
            if outcome != "optional":
                index = sum(s["confidence"] >= b for b in BINS[1:])
                bins[index][outcome] += 1
        for i, s in enumerate(gold["quotes"]):
            if not s["optional"]:
                kind = missed_class(gold["text"], s)
                wanted[kind] += 1
                missed[kind] += i not in right
        # Pairs of marks that hold no statement of the gold, and those of them that came out as one.
        said = [tuple(c) for s in gold["quotes"] for c in s["content"]]
        direct = {tuple(p) for s in found if s["type"] == "direct" for p in s["spans"]}
        for m in re.finditer(r"“([^“”\n]*)”|「([^「」\n]*)」", gold["text"]):
            a, b = m.start() + 1, m.end() - 1
            if any(x < b and a < y and (x >= a - 1 or y <= b + 1) for x, y in said):
                continue
            marks["none"] += 1
            marks["as statement"] += any(x < b and a < y and x >= a - 1 and y <= b + 1 for x, y in direct)
    print("| confidence | statements | content right | attributed right |")
    print("|---|---|---|---|")
    for index in sorted(bins):
        c = bins[index]
        n = sum(c.values())
        both = c["attributed"]
        print(f"| {BINS[index]:.2f}–{min(1, BINS[index+1]):.2f} | {n} | {(both + c['content']) / n:.3f} | {both / n:.3f} |")
    high = Counter()
    for index in bins:
        if BINS[index] >= 0.9:
            high.update(bins[index])
    n = max(1, sum(high.values()))
    print(f"\nOf {n} statements with a confidence of at least 0.9 {high['attributed'] / n:.1%} are right.\n")
    print("| rule | right | wrong speaker | wrong content | optional |")
    print("|---|---|---|---|---|")
    for rule, c in sorted(rules.items(), key=lambda r: (-sum(r[1].values()), r[0])):
        print(f"| {rule} | {c['attributed']} | {c['content']} | {c['wrong']} | {c['optional']} |")
    print("\n| speaker resolved by, kind | right | wrong |")
    print("|---|---|---|")
    for how, c in sorted(resolutions.items(), key=lambda r: (-sum(r[1].values()), r[0])):
        print(f"| {how} | {c['attributed']} | {c['content']} |")
    print("\n| not found, by class | missed | of |")
    print("|---|---|---|")
    for kind, n in sorted(missed.items(), key=lambda m: (-m[1], m[0])):
        print(f"| {kind} | {n} | {wanted[kind]} |")
    print(
        f"\nOf {marks['none']} pairs of quotation marks without a statement "
        f"{marks['as statement']} ({marks['as statement'] / max(1, marks['none']):.1%}) came out as one."
    )


if __name__ == "__main__":
    main()
