#!/usr/bin/env python3
"""Train the weights that decide where a title ends that runs into the text: 原标题：AB.

    train_titles.py NEWS.ndjson [--folds 4] [--write Sources/CKnowledge/data/title_weights.txt]

NEWS.ndjson holds raw articles, "text" each. Two log-linear models:

1. Does a sentence begin here? Learned from all articles: two sentences side by side without the mark
   between them, against three other places of the same text. Features: the units before and behind.
2. Which of the places after 原标题： is it? Learned from articles whose title stands apart (a line of its
   own, a run of blanks behind it) with title and text run together. Features: the first model's score,
   the title's length, what the text repeats of the title, the nearest mark.

Prints a cross-validation of the second. NumPy; the same input gives the same bytes.

The features are those of Sources/Extract/Quotes/TitleScorer.swift: change both together.
"""
import argparse, json, random, re
from collections import Counter

import numpy as np

NEAREST, FURTHEST = 6, 70
DIGITS = set("0123456789")
MARKS = set("，。：；！？,")
INNER = set(" ，,：:！!？?")


def shape(text):
    return "".join("0" if c in DIGITS else "A" if c.isascii() and c.isalpha() else c for c in text)


def around(shaped, at):
    """What the first model sees of a place."""
    left, right = shaped[max(0, at - 3) : at], shaped[at : at + 4]
    names = ["a" + left[-k:] for k in (1, 2, 3)] + ["b" + right[:k] for k in (1, 2, 3, 4)]
    return names + ["m" + left[-1:] + right[:1]]


def features(text, shaped, at, score):
    """What the second model sees: of the title text[:at] and the text behind it."""
    title, body = text[:at], text[at : at + 24]
    left, right = shaped[max(0, at - 3) : at], shaped[at : at + 4]
    names = ["l" + left[-1:], "l" + left[-2:]] + ["r" + right[:k] for k in (1, 2, 3, 4)]
    names.append("n%d" % min(12, at // 4))
    known = 0
    while known < 6 and known < len(body) and body[: known + 1] in title:
        known += 1
    names.append("k%d" % known)
    names.append("K%d" % (title[:2] in body[:14]))
    pairs = {title[i : i + 2] for i in range(len(title) - 1)}
    names.append("s%d" % min(8, sum(body[i : i + 2] in pairs for i in range(len(body) - 1)) // 2))
    again = sum(text[i : i + 2] in text[:i] for i in range(max(0, at - 9), at - 1))
    names.append("u%d" % min(5, again))
    mark = next((i for i, c in enumerate(text[at : at + 60]) if c in MARKS), 60)
    names.append("c%d" % min(12, mark // 3))
    names.append("M%d" % min(3, sum(c in INNER for c in title)))
    if shaped[at - 1] == shaped[at] and shaped[at] in "0A":
        names.append("x")
    names.append("q%d" % (title.count("“") != title.count("”")))
    names.append("Q%d" % (title.count("《") != title.count("》")))
    names.append("d%d" % (re.match(r".{0,14}?0[月日]", shaped[at : at + 20], re.S) is not None))
    names.append("S%d" % max(-10, min(8, int(np.floor(score + 0.5)))))
    return names


def sentences(texts, most):
    """Places in two sentences set side by side, and whether the second begins there."""
    rows = []
    for text in texts[:most]:
        parts = [s.strip() for s in re.split(r"[。！？\n]+", text)]
        for one, two in zip(parts, parts[1:]):
            if len(one) < 8 or len(two) < 8:
                continue
            joined = shape(one[-30:] + two[:30])
            border = min(30, len(one))
            rows.append((around(joined, border), 1))
            for _ in range(3):
                at = random.randrange(3, len(joined) - 4)
                if at != border:
                    rows.append((around(joined, at), 0))
    return rows


def train_starts(texts, least, epochs=3, rate=0.1, size=4096):
    rows = sentences(texts, 9000)
    counts = Counter(name for names, _ in rows for name in names)
    index = {name: i + 1 for i, name in enumerate(n for n, c in counts.items() if c >= 8)}
    x = np.array([[index.get(name, 0) for name in names] for names, _ in rows], np.int32)
    y = np.array([label for _, label in rows], np.float64)
    w, squares = np.zeros(len(index) + 1), np.full(len(index) + 1, 1e-8)
    bias, bias_squares = 0.0, 1e-8
    order = np.random.default_rng(1)
    for _ in range(epochs):
        for batch in np.array_split(order.permutation(len(x)), len(x) // size + 1):
            z = w[x[batch]].sum(1) + bias
            error = (1 / (1 + np.exp(-z)) - y[batch]) / len(batch)
            gradient = np.bincount(x[batch].ravel(), np.repeat(error, 8), len(w))
            gradient[0] = 0
            squares += gradient**2
            w -= rate * gradient / np.sqrt(squares)
            bias_squares += error.sum() ** 2
            bias -= rate * error.sum() / np.sqrt(bias_squares)
    z = w[x].sum(1) + bias
    print("sentences: %d places, %.3f right (in training)" % (len(x), np.mean((z > 0) == y)))
    starts = {name: round(w[i], 3) for name, i in index.items() if abs(w[i]) >= least}
    return starts, round(bias, 3)


def titled(texts):
    """Titles that stand apart, with the text behind them."""
    pairs, seen = [], set()
    for text in texts:
        text = text.lstrip()
        if text.startswith("原标题"):
            match = re.match(
                r"原标题[：:]\s*(\S(?:[^\n]*?\S)?)(?:\s{3,}|\u3000{2,}|\n+)(\S[\s\S]{10,})", text
            )
            if not match or "。" in match[1]:
                continue
            title, body = match[1], match[2]
        else:
            lines = [line.strip() for line in text.split("\n") if line.strip()]
            if len(lines) < 2 or len(lines[1]) < 20:
                continue
            title = re.sub(r"\s*[-–—_|]+\s*(新华|中新|人民|央视|光明)\S{0,6}\s*$", "", lines[0])
            body = lines[1] + "\n" + " ".join(lines[2:4])
            if title.endswith(("。", "；")):
                continue
        again = (title + body).find(title[:8], 8)
        if 0 < again < len(title):  # said twice
            title, body = title[:again].strip(), (title + body)[again:]
        if 8 <= len(title) <= 60 and title not in seen:
            seen.add(title)
            pairs.append((title, body[:120]))
    return pairs


class Choice:
    """The second model."""

    def __init__(self, starts, bias):
        self.starts, self.bias, self.weights, self.scale = starts, bias, {}, 1.0

    def rows(self, text):
        shaped = shape(text)
        for at in range(NEAREST, min(len(text) - 4, FURTHEST)):
            score = self.bias + sum(self.starts.get(name, 0) for name in around(shaped, at))
            yield at, features(text, shaped, at, score), score / 4

    def odds(self, rows):
        z = np.array([sum(self.weights.get(n, 0) for n in names) + self.scale * s for _, names, s in rows])
        z = np.exp(z - z.max())
        return z / z.sum()

    def train(self, pairs, epochs=8, rate=0.15, decay=0.01):
        data = []
        for title, body in pairs:
            rows = list(self.rows(title + body))
            if any(at == len(title) for at, _, _ in rows):
                data.append((rows, len(title)))
        counts = Counter(n for rows, end in data for at, names, _ in rows if at == end for n in names)
        for rows, _ in data:
            for _, names, _ in rows:
                names[:] = [n for n in names if n[0] not in "lr" or counts[n] >= 3]
        squares = Counter()
        for _ in range(epochs):
            random.shuffle(data)
            for rows, end in data:
                p = self.odds(rows)
                gradient = Counter()
                for q, (at, names, _) in zip(p, rows):
                    step = (at == end) - q
                    if abs(step) > 1e-4:
                        for name in names:
                            gradient[name] += step
                wanted = next(s for at, _, s in rows if at == end)
                self.scale += 0.02 * (wanted - sum(q * s for q, (_, _, s) in zip(p, rows)))
                for name, step in gradient.items():
                    step -= decay * self.weights.get(name, 0)
                    squares[name] += step * step
                    self.weights[name] = self.weights.get(name, 0) + rate * step / np.sqrt(
                        squares[name] + 0.01
                    )

    def best(self, text):
        rows = list(self.rows(text))
        p = self.odds(rows)
        i = int(p.argmax())
        return rows[i][0], p[i]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("news")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--least", type=float, default=0.5, help="smaller weights of the first model are left out")
    parser.add_argument("--write")
    args = parser.parse_args()
    random.seed(1)
    texts = [json.loads(line)["text"] for line in open(args.news, encoding="utf-8")]
    random.shuffle(texts)
    starts, bias = train_starts(texts, args.least)
    print("weights of the first model:", len(starts))
    pairs = titled(texts)
    print("titles that stand apart:", len(pairs))
    found = []
    for fold in range(args.folds):
        choice = Choice(starts, bias)
        choice.train([p for i, p in enumerate(pairs) if i % args.folds != fold])
        for title, body in pairs[fold :: args.folds]:
            at, odds = choice.best(title + body)
            found.append((odds, at == len(title)))
    found.sort(reverse=True)
    for least in (0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        right = [r for odds, r in found if odds >= least]
        print("odds ≥ %.1f: %.2f of the titles, %.3f right" % (least, len(right) / len(found), np.mean(right)))
    if args.write:
        choice = Choice(starts, bias)
        choice.train(pairs)
        rows = {n: w for n, w in choice.weights.items() if abs(w) >= 0.03}
        rows.update(starts)
        rows["@"], rows["z"] = bias, choice.scale / 4
        with open(args.write, "w", encoding="utf-8") as out:
            out.write(
                "# knowledge title_weights 1\n#\n"
                "# Weights of two log-linear models: does a sentence begin here (a, b, m, @), and does a title end here (the rest)?\n"
                "# Columns: feature (see TitleScorer.swift), weight in thousandths.\n"
                "# Source: trained by scripts/train_titles.py on raw news\n"
            )
            for name in sorted(rows):
                if not re.search(r"[\s#]", name):
                    out.write("%s\t%d\n" % (name, round(1000 * rows[name])))


if __name__ == "__main__":
    main()
