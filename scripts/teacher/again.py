"""Trains a teacher further: on raw news as a student labels it, then on our guidelines again.

    TEACHER=FOLDER again.py START OUT LABELS.ndjson SECONDS ANNOTATED SECONDS

A noisy student (Xie et al. 2020): START learns, with characters left out at random, what the fast model
found with all the evidence of each article; a third of the other corpora stays beside it. LABELS holds lines
of "id" and "entities" as [start, end, type, probability]; less than 0.55 is left open. The second stage takes
gold/train and ANNOTATED, a folder of articles of the raw news whose names were corrected by hand (NAME.json
with "text" and "mentions", NAME the article's id). Nothing is held out. Stages are bounded by time.
"""

import glob
from train import *
from labels import put
import train as base

START, OUT, LABELS, SECONDS, ANNOTATED, AGAIN = sys.argv[1:7]
TYPE = {"PER": 0, "ORG": 1, "LOC": 2}
NEWS = {n.split("/", 1)[1]: i for i, n in enumerate(names) if n.startswith("news/")}
HS.pop("silver")  # the raw news have better labels now


def labelled(i, spans):
    """Labels of article i: names as (start, end, type), type None for what is left open."""
    y = np.zeros(off[i + 1] - off[i], np.int64)
    for s, e, t in spans:
        if t is None:
            y[s:e] = -1
    for s, e, t in spans:
        if t is None:
            continue
        put(y, s, e, t)
    Y["gold"][off[i] : off[i + 1]] = y


def pool(indices):
    return [c for i in indices for c in chunks(i)]


G = groups()
rest = pool(i for k in G if k not in ("dev", "news", "train") for i in G[k])
net = Net()
net.load_state_dict({k: v for k, v in torch.load(START).items() if not k.startswith("heads.silver")})
torch.manual_seed(11)
random.seed(11)
np.random.seed(11)
for line in open(LABELS):
    d = json.loads(line)
    if d["id"] in NEWS:
        labelled(
            NEWS[d["id"]],
            [(s, e, TYPE[t] if t in TYPE and p >= 0.55 else None) for s, e, t, p in d["entities"]],
        )


def first():
    news, gold = pool(G["news"]), pool(G["train"])
    while True:
        yield from buckets(news + gold * 3 + random.sample(rest, len(rest) // 3))


base.W.update(lac=0.2, gold=1.0, msrws=0.2, pfrws=0.3)
base.train(net, first(), float(SECONDS), 2e-3, "s1")
print("after raw news: dev", evaluate(net, G["dev"]), flush=True)

Y["gold"][off[G["news"][0]] : off[G["news"][-1] + 1]] = -1
corrected = []
for path in sorted(glob.glob(ANNOTATED + "/*.json")):
    i = NEWS.get(os.path.basename(path)[:-5])
    if i is not None:
        mentions = json.load(open(path))["mentions"]
        labelled(
            i,
            [
                (m["start"], m["end"], None if m["optional"] else TYPE[m["type"]])
                for m in mentions
            ],
        )
        corrected.append(i)


def second():
    gold = pool(G["train"] + corrected)
    others = rest + pool(G["train"])
    while True:
        random.shuffle(gold)
        for k in range(0, len(gold), 24):
            yield gold[k : k + 24] + random.sample(others, 8)


base.W.update(gold=2.0)
base.train(net, second(), float(AGAIN), 1.2e-3, "s2")
torch.save(net.state_dict(), OUT)
print("dev", evaluate(net, G["dev"]), flush=True)
