#!/usr/bin/env python3
"""Train the weights that say how sure an attributed statement is.

    pipeline extract --explain FOLDER | train_confidence.py GOLD_DIR [--write Sources/CKnowledge/data/confidence_weights.txt]
    pipeline extract --explain FOLDER | train_confidence.py GOLD_DIR --check Sources/CKnowledge/data/confidence_weights.txt

GOLD_DIR holds one NAME.json a document, as for statement_report.py, whose matching this uses: a statement
is an example, right when content and speaker are, left out when it meets an optional one. The model is
logistic regression over the features below, by gradient descent from zero with weights held small; prints
the calibration of a cross-validation over documents (five folds). With --check it trains nothing and prints
the calibration of the given weights. Standard library only; the same input gives the same bytes.

The features are those of Sources/Extract/Quotes/ConfidenceModel.swift: change both together.
"""
import argparse, json, math, os, sys
from collections import Counter, defaultdict

from statement_report import matches, speaker_right

PENALTY, STEP, ROUNDS, RAREST = 3.0, 0.5, 400, 4
SOURCE_EDGES, CONTENT_EDGES = (3, 7, 13, 25), (6, 12, 30, 80, 200)


def units(text):
    return len(text.encode("utf-16-le")) // 2


def bucket(count, edges):
    return sum(count >= e for e in edges)


def features(statement, types):
    speakers, source = statement["speakers"], statement["source"]
    kind, kind_of_entity = "none", "-"
    if speakers:
        kind = speakers[0]["kind"]
        kind_of_entity = types.get(speakers[0]["entity"], "-")
    content = sum(b - a for a, b in statement["spans"])
    length = bucket(units(source["text"]), SOURCE_EDGES) if source else "-"
    return [
        "bias",
        f"rule {statement['rule']}",
        f"speaker {statement['resolved_by']} {kind} {kind_of_entity}",
        f"source {length} {kind}",
        f"content {bucket(content, CONTENT_EDGES)} {statement['type']}",
        f"cue {statement['cue']['class'] if statement['cue'] else '-'}",
        f"via {'1' if statement['via'] else '0'}",
    ]


def examples(gold_dir, lines):
    documents = {}
    for line in lines:
        if line.strip():
            d = json.loads(line)
            if "document" in d:
                documents[os.path.splitext(os.path.basename(str(d["document"]["id"])))[0]] = d
    for name in sorted(documents):
        path = os.path.join(gold_dir, name + ".json")
        if not os.path.exists(path):
            continue
        gold = json.load(open(path, encoding="utf-8"))
        found, names, rows = [], [], []
        for article in documents[name]["articles"]:
            entities = {e["id"]: e for e in article["entities"]}
            types = {i: e["type"] for i, e in entities.items()}
            for s in article["quotes"]:
                found.append(s)
                rows.append(features(s, types))
                all_names = {p["name"] for p in s["speakers"]}
                for p in s["speakers"]:
                    e = entities.get(p["entity"])
                    if e:
                        all_names |= {e["name"], *e["aliases"]}
                names.append(all_names)
        of, covered = matches(gold, found)
        for j, row in enumerate(rows):
            if j in covered or j in of and gold["quotes"][of[j][0]]["optional"]:
                continue
            right = j in of and of[j][1] >= 0.7 and speaker_right(gold, gold["quotes"][of[j][0]], names[j])
            yield name, row, right


def probability(weights, row):
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in row)))


def train(data):
    counts = Counter(f for _, row, _ in data for f in row)
    weights = {f: 0.0 for f in sorted(counts) if counts[f] >= RAREST}
    squares = {f: 1e-6 for f in weights}
    for _ in range(ROUNDS):
        gradient = defaultdict(float)
        for _, row, right in data:
            error = right - probability(weights, row)
            for f in row:
                if f in weights:
                    gradient[f] += error
        for f in weights:
            g = gradient[f] - (PENALTY * weights[f] if f != "bias" else 0)
            squares[f] += g * g
            weights[f] += STEP * g / math.sqrt(squares[f])
    return weights


def table(scored):
    print("| confidence | statements | right |\n|---|---|---|")
    edges = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
    for low, high in zip(edges, edges[1:]):
        inside = [right for p, right in scored if low <= p < high]
        if inside:
            print(f"| {low:.2f}–{min(1, high):.2f} | {len(inside)} | {sum(inside) / len(inside):.3f} |")
    sure = [right for p, right in scored if p >= 0.9]
    print(f"\nOf {len(scored)} statements {len(sure)} have a confidence of at least 0.9, {sum(sure) / max(1, len(sure)):.1%} of them right.")
    loss = -sum(math.log(max(1e-9, p if right else 1 - p)) for p, right in scored) / max(1, len(scored))
    print(f"Log loss {loss:.4f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gold")
    parser.add_argument("--write")
    parser.add_argument("--check")
    a = parser.parse_args()
    data = list(examples(a.gold, sys.stdin))
    if a.check:
        rows = [l.rstrip("\n").split("\t") for l in open(a.check, encoding="utf-8") if "\t" in l and l[0] != "#"]
        weights = {f: int(w) / 1000 for f, w in rows}
        table([(probability(weights, row), right) for _, row, right in data])
        return
    names = sorted({name for name, _, _ in data})
    fold = {name: i % 5 for i, name in enumerate(names)}
    scored = []
    for k in range(5):
        weights = train([d for d in data if fold[d[0]] != k])
        scored += [(probability(weights, row), right) for name, row, right in data if fold[name] == k]
    table(scored)
    if a.write:
        weights = train(data)
        with open(a.write, "w", encoding="utf-8") as out:
            out.write("# knowledge confidence_weights 1\n#\n")
            out.write("# Weights of a logistic regression: how sure is it that content and speaker of a statement are right?\n")
            out.write("# Columns: feature (see ConfidenceModel.swift), weight in thousandths.\n")
            out.write("# Source: trained by scripts/train_confidence.py on the statements found in the annotated training\n")
            out.write(f"# articles ({len(data)} examples in {len(names)} articles); do not edit by hand.\n")
            for f in sorted(weights):
                if round(weights[f] * 1000):
                    out.write(f"{f}\t{round(weights[f] * 1000)}\n")


if __name__ == "__main__":
    main()
