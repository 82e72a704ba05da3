"""A teacher of one corpus: a network that learns from MSRA's train part alone, and labels raw text.

    TEACHER=FOLDER alone.py PFR.labels NEWS.labels SECONDS SECONDS OUT [SEED]

PFR.labels and NEWS.labels hold what `train label` found in the raw text of PFR and in the news with a model
that was trained on MSRA's train part alone: lines of "id" (p0, p1, … for PFR's articles) and "entities" as
[start, end, type, votes], 0 votes for what is left open. First stage: MSRA's train part and PFR twice, half of
the news; second: MSRA's train part and a third of PFR. MSRA's lines stand in the order of their articles:
the network reads several together. The last 2,300 of them are held out and scored after each stage (the
labels come from a model that knew them: the score is for comparing checkpoints only).

Writes OUT.pt and, as labels for `train names --data silver:`, OUT.pfr.ndjson and OUT.news.ndjson; the fourth number of a name is
the least probability of its labels.
"""

import os, sys, json
import train as T
from labels import put
from train import *

PFR, NEWS, FIRST, SECOND, OUT = sys.argv[1:6]
SEED = int(sys.argv[6]) if len(sys.argv) > 6 else 3
TYPE = {"PER": 0, "ORG": 1, "LOC": 2}
HELD = 2300

for head in list(HS):
    if head not in ("gold", "msrws"):
        HS.pop(head)
T.W.clear()
T.W.update(gold=1.0, msrws=0.2)
G = groups()
lines = G["msra"]
start, end = off[lines[0]], off[lines[-1] + 1]
Y["gold"] = np.full(off[-1], -1, np.int16)
Y["gold"][start:end] = D["y_msra"][start:end]


def read(path, index):
    for line in open(path):
        article = json.loads(line)
        i = index.get(article["id"])
        if i is None:
            continue
        y = np.zeros(off[i + 1] - off[i], np.int16)
        for s, e, kind, votes in article["entities"]:
            if votes <= 0 or kind == "O":
                y[s:e] = -1
        for s, e, kind, votes in article["entities"]:
            if votes > 0 and kind != "O":
                put(y, s, e, TYPE[kind])
        Y["gold"][off[i] : off[i + 1]] = y


def joined(rows, most=160):
    """Stretches of lines that stand together."""
    found, current = [], None
    for i in rows:
        s, e = off[i], off[i + 1]
        if current and e - current[0] <= most:
            current = (current[0], e)
            continue
        if current:
            found.append(current)
        current = (s, e) if e - s <= most else None
        if e - s > most:
            found += chunks(i)
    return found + ([current] if current else [])


def stream(pool):
    while True:
        yield from buckets(pool())


def score(net, rows):
    found = predict(net, rows)
    right = wrong = missed = 0
    for s, e in rows:
        gold = set(spans([max(0, v) for v in Y["gold"][s:e]]))
        got = set(spans(viterbi(found[(s, e)])))
        right += len(gold & got)
        wrong += len(got - gold)
        missed += len(gold - got)
    return round(2 * right / max(1, 2 * right + wrong + missed), 4)


def label(net, index, path):
    kinds = ["PER", "ORG", "LOC"]
    with open(path, "w") as out:
        for name, i in index.items():
            found = predict(net, chunks(i))
            logs = np.concatenate([found[c] for c in chunks(i)])
            odds, best = np.exp(logs), viterbi(logs)
            entities = [
                [s, e, kinds[t], round(float(min(odds[x, best[x]] for x in range(s, e))), 3)]
                for s, e, t in spans(best)
            ]
            entities += [
                [x, x + 1, "O", 0] for x in range(len(best)) if best[x] == 0 and odds[x, 0] < 0.55
            ]
            out.write(json.dumps({"id": name, "entities": sorted(entities)}) + "\n")


pfr = {f"p{k}": i for k, i in enumerate(G["pfr"])}
read(PFR, pfr)
pages = {names[i].split("/", 1)[1]: i for i in G["news"]}
read(NEWS, pages)
random.seed(SEED)
torch.manual_seed(SEED)
np.random.seed(SEED)
msra, held = joined(lines[:-HELD]), joined(lines[-HELD:])
paper = [c for i in G["pfr"] for c in chunks(i)]
news = [c for i in G["news"] for c in chunks(i)]
net = Net()
mixed = stream(lambda: msra * 2 + paper * 2 + random.sample(news, len(news) // 2))
T.train(net, mixed, float(FIRST), 3e-3, "first")
print("held out", score(net, held), flush=True)
own = stream(lambda: msra + random.sample(paper, len(paper) // 3))
T.train(net, own, float(SECOND), 1.5e-3, "second")
print("held out", score(net, held), flush=True)
torch.save(net.state_dict(), OUT + ".pt")
label(net, pfr, OUT + ".pfr.ndjson")
label(net, pages, OUT + ".news.ndjson")
