#!/usr/bin/env python3
"""Compare the rules for 他, 她 and 其 as speakers with a trained choice among the candidates.

    pipeline extract FOLDER | compare_antecedents.py GOLD_DIR [--folds 5] [--decay 1]

FOLDER holds the texts of the annotated articles in GOLD_DIR (see statement_report.py); write the
predictions with names models that have not seen the articles (`--model`), or the names are better than
they will be elsewhere. Every statement whose source is such a pronoun and that meets an annotated one
is an example. Its candidates are the persons named before it and the unnamed speakers before it; the
features are how far back and how often a candidate was named, where in its sentence, whether it spoke
before and how many spoke since, gender by titles, quotation marks, and, in the second model, whether
the rules choose it. A log-linear (softmax) choice is trained on four fifths of the documents at a time
and asked for the others; the figures say how often each is right.
"""
import argparse, glob, json, math, os, re, sys
from collections import defaultdict

from statement_report import characters, speaker_right

FEMININE = "女士 小姐 太太 夫人 阿姨 女儿 妻子 母亲 女王 大妈 奶奶 大姐 女子 姐姐 妹妹 女孩".split()
MASCULINE = "先生 儿子 丈夫 父亲 国王 大爷 爷爷 叔叔 男子 大哥 哥哥 弟弟 男孩".split()
STOPS = "。！？!?\n"


def candidates(article, statements, position):
    """Who may be meant: key -> (names, spans before the pronoun)."""
    found = {}
    for entity in article["entities"]:
        spans = [(m["start"], m["end"]) for m in entity["mentions"] if m["start"] < position]
        if entity["type"] == "person" and spans:
            found[entity["id"]] = ([entity["name"]] + entity["aliases"], spans)
    for start, statement in statements:
        speaker = (statement["speakers"] or [None])[0]
        if start < position and speaker and not speaker["entity"] and statement["source"]:
            source = statement["source"]
            names, spans = found.setdefault("?" + speaker["name"], ([speaker["name"]], []))
            spans.append((source["start"], source["end"]))
    return found


def key(speaker):
    return speaker["entity"] or "?" + speaker["name"]


def features(text, pronoun, position, found, statements, quotations, chosen):
    """Candidate -> its features."""
    spoke = []
    for start, statement in reversed(statements):
        if start < position:
            spoke += [key(s) for s in statement["speakers"] if key(s) not in spoke]
    recent = sorted(found, key=lambda k: -max(found[k][1])[0])
    result = {}
    for who, (_, spans) in found.items():
        start, end = max(spans)
        between = text[end:position]
        begin = start
        while begin > 0 and text[begin - 1] not in STOPS:
            begin -= 1
        first = all(not begin <= s < start for _, other in found.values() for s, _ in other)
        around = " ".join(text[max(0, s - 2):s] + "|" + text[e:e + 2] for s, e in spans)
        female, male = (any(w in around for w in ws) for ws in (FEMININE, MASCULINE))
        wrong = (male and not female) if pronoun == "她" else (female and not male)
        sentences = min(4, len(re.findall("[。！？!?\n]+", between)))
        turn = min(3, spoke.index(who)) if who in spoke else 9
        since = sum(end < s < position for s, st in statements if st["speakers"])
        result[who] = [
            f"sentences {sentences}", f"paragraphs {min(3, between.count(chr(10)))}", f"turn {turn}",
            f"recency {min(3, recent.index(who))}", f"first {first}", f"since {min(2, since)}",
            f"object {text[max(begin, start - 1):start] in list('对對向与與和给被把将為')}",
            f"quoted {any(a <= start < b for a, b in quotations)}", f"of {text[end:end + 1] == '的'}",
            f"count {min(4, len(spans))}", f"named {who[0] != '?'}", f"gender {pronoun} {wrong}",
            f"turn {turn} sentences {sentences}", f"turn {turn} first {first} sentences {sentences}",
            f"first {first} sentences {sentences}",
        ] + ["rule"] * (who in chosen)
    return result


def examples(folder, documents):
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        name = os.path.basename(path)[:-5]
        with open(path, encoding="utf-8") as file:
            gold = json.load(file)
        text = gold["text"]
        quotations = [m.span() for m in re.finditer("“[^”\n]*”|「[^」\n]*」", text)]
        for article in documents.get(name, {"articles": []})["articles"]:
            statements = sorted(
                ((q["source"] or {"start": q["spans"][0][0]})["start"], i, q)
                for i, q in enumerate(article["quotes"]))
            statements = [(start, q) for start, _, q in statements]
            for position, q in statements:
                pronoun = (q["source"] or {"text": ""})["text"]
                if q["resolved_by"] != "pronoun" or pronoun not in ("他", "她", "其"):
                    continue
                content = characters(text, q["spans"])
                best = max(gold["quotes"], default=None, key=lambda s: overlap(text, s, content))
                if best is None or overlap(text, best, content) < 0.5 or best["optional"]:
                    continue
                if best["speaker"] in (None, "?"):
                    continue
                found = candidates(article, statements, position)
                right = {k for k, (names, _) in found.items() if speaker_right(gold, best, names)}
                chosen = {key(s) for s in q["speakers"]}
                rows = features(text, pronoun, position, found, statements, quotations, chosen)
                yield name, rows, right, bool(chosen & right)


def overlap(text, statement, content):
    wanted = characters(text, statement["content"])
    return len(wanted & content) / max(1, len(wanted | content))


def shares(weights, rows):
    scores = {k: sum(weights[f] for f in fs) for k, fs in rows.items()}
    top = max(scores.values())
    total = sum(math.exp(s - top) for s in scores.values())
    return {k: math.exp(s - top) / total for k, s in scores.items()}


def trained(data, decay, rounds=250, step=0.02):
    """Weights by gradient ascent on the log likelihood of the right candidates, held small by `decay`."""
    weights = defaultdict(float)
    for _ in range(rounds):
        change = defaultdict(float, {f: -decay * w for f, w in weights.items()})
        for rows, right in data:
            share = shares(weights, rows)
            whole = sum(share[k] for k in right)
            for k, fs in rows.items():
                gain = (share[k] / whole if k in right else 0) - share[k]
                for f in fs:
                    change[f] += gain
        for f, d in change.items():
            weights[f] += step * d
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--decay", type=float, default=1)
    options = parser.parse_args()
    documents = {}
    for line in sys.stdin:
        document = json.loads(line)
        documents[os.path.splitext(os.path.basename(document["document"]["id"]))[0]] = document
    data = list(examples(options.gold, documents))
    names = sorted({name for name, *_ in data})
    print(f"{len(data)} pronouns, the right one among the candidates {sum(bool(d[2]) for d in data)} times")
    print(f"rules: {sum(d[3] for d in data)} right")
    for title, with_rule in (("trained choice", False), ("trained choice that knows the rules'", True)):
        right = mended = broken = 0
        for fold in range(options.folds):
            inside = lambda d: names.index(d[0]) % options.folds == fold
            strip = lambda rows: {k: [f for f in fs if with_rule or f != "rule"] for k, fs in rows.items()}
            weights = trained([(strip(d[1]), d[2]) for d in data if d[2] and not inside(d)], options.decay)
            for _, rows, wanted, rule in filter(inside, data):
                share = shares(weights, strip(rows)) if rows else {}
                ok = bool(share) and max(share, key=share.get) in wanted
                right += ok
                mended += ok and not rule
                broken += rule and not ok
        print(f"{title}: {right} right ({mended} mended, {broken} broken)")


if __name__ == "__main__":
    main()
