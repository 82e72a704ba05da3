"""Trains the teacher: a network over characters that learns all corpora at once, then our guidelines.

    TEACHER=FOLDER train.py SECONDS SECONDS CHECKPOINT [START] [all]

Characters, pairs of characters and gazetteer matches go into two bidirectional LSTMs of 160; each corpus
has a softmax of its own. The first stage mixes all corpora, the second half gold/train, half the rest. Every
fifth document of gold/train is held out unless `all` is given. With 0 seconds for the first stage the weights
come from START. Stages are bounded by time, so that a run is repeatable in kind, not to the bit.
"""

import torch, numpy as np, json, time, sys, os, random
import torch.nn as nn, torch.nn.functional as Fn

torch.set_num_threads(1)
torch.manual_seed(1)
random.seed(1)
np.random.seed(1)
HERE = os.environ.get("TEACHER", ".")
D = np.load(HERE + "/data.npz")
meta = json.load(open(HERE + "/meta.json"))
names = meta["names"]
off = D["off"]
chars, big, bits = D["chars"], D["big"], D["bits"]
HS = {
    "gold": 13,
    "silver": 13,
    "lac": 50,
    "msra": 13,
    "msrws": 2,
    "pfr": 13,
    "pfrws": 66,
    "uner": 13,
    "clue": 21,
    "aish": 13,
}
Y = {k: D["y_" + k] for k in HS}
text = np.load(HERE + "/units.npy")
STOP = set(map(ord, "。！？\n；"))


def chunks(i, M=128):
    s, e = off[i], off[i + 1]
    r = []
    while s < e:
        t = min(s + M, e)
        if t < e:
            for j in range(t, max(s + M - 56, s + 1), -1):
                if int(text[j - 1]) in STOP:
                    t = j
                    break
        r.append((s, t))
        s = t
    return r


class Net(nn.Module):
    def __init__(s, H=160):
        super().__init__()
        s.ce = nn.Embedding(meta["nc"], 96, padding_idx=0)
        s.be = nn.Embedding(meta["nb"], 48, padding_idx=0)
        nn.init.normal_(s.ce.weight, 0, 0.3)
        nn.init.normal_(s.be.weight, 0, 0.2)
        s.gz = nn.Linear(24, 32)
        s.l1 = nn.LSTM(224, H, bidirectional=True, batch_first=True)
        s.l2 = nn.LSTM(2 * H + 0, H, bidirectional=True, batch_first=True)
        s.mix = nn.Linear(4 * H, 192)
        s.heads = nn.ModuleDict({k: nn.Linear(192, n) for k, n in HS.items()})
        s.d = nn.Dropout(0.25)
        s.cm = s.bm = 0.0

    def enc(s, c, b, z):
        if s.training:
            c = torch.where(torch.rand(c.shape) < 0.03, torch.ones_like(c), c)
            b = torch.where(torch.rand(b.shape) < 0.15, torch.ones_like(b), b)
            z = z * (torch.rand(z.shape[0], z.shape[1], 1) > 0.1)
        e = s.be(b)
        prev = Fn.pad(e[:, :-1], (0, 0, 1, 0))
        x = torch.cat([s.ce(c), e, prev, torch.relu(s.gz(z))], -1)
        h1 = s.l1(s.d(x))[0]
        h2 = s.l2(s.d(h1))[0]
        return s.d(torch.tanh(s.mix(torch.cat([h1, h2], -1))))


SH = torch.arange(24)


def batch(cs):
    M = max(t - s for s, t in cs)
    n = len(cs)
    c = np.zeros((n, M), np.int64)
    b = np.zeros((n, M), np.int64)
    z = np.zeros((n, M), np.int64)
    for k, (s, t) in enumerate(cs):
        c[k, : t - s] = chars[s:t]
        b[k, : t - s] = big[s:t]
        z[k, : t - s] = bits[s:t]
    z = ((torch.from_numpy(z)[..., None] >> SH) & 1).float()
    return torch.from_numpy(c), torch.from_numpy(b), z


def labels(cs, h, M):
    y = np.full((len(cs), M), -1, np.int64)
    for k, (s, t) in enumerate(cs):
        y[k, : t - s] = Y[h][s:t]
    return torch.from_numpy(y)


W = {
    "gold": 2.0,
    "silver": 1.0,
    "lac": 0.5,
    "msra": 1.0,
    "msrws": 0.3,
    "pfr": 1.0,
    "pfrws": 0.5,
    "uner": 1.0,
    "clue": 0.5,
    "aish": 0.5,
}


def loss(net, cs):
    c, b, z = batch(cs)
    h = net.enc(c, b, z)
    M = c.shape[1]
    L = 0
    for k in HS:
        y = labels(cs, k, M).view(-1)
        m = y >= 0
        if m.any():
            L = L + W[k] * Fn.cross_entropy(
                net.heads[k](h.reshape(-1, h.shape[-1])[m]), y[m], reduction="sum"
            )
    return L / (c > 0).sum()


def isopen(l):
    return l > 0 and (l - 1) & 3 < 2


def allowed(a, b):
    cont = b > 0 and (b - 1) & 3 in (1, 2)
    if not isopen(a):
        return not cont
    return cont and (a - 1) // 4 == (b - 1) // 4


A = np.array([[0.0 if allowed(a, b) else -1e9 for b in range(13)] for a in range(13)])


def viterbi(P):
    n = len(P)
    bp = np.zeros((n, 13), int)
    v = P[0] + A[0]
    for i in range(1, n):
        m = v[:, None] + A
        bp[i] = m.argmax(0)
        v = m.max(0) + P[i]
    v = v + np.array([-1e9 if isopen(l) else 0 for l in range(13)])
    y = [int(v.argmax())]
    for i in range(n - 1, 0, -1):
        y.append(int(bp[i, y[-1]]))
    return y[::-1]


def spans(y):
    r = []
    i = 0
    while i < len(y):
        if y[i] > 0 and (y[i] - 1) & 3 in (0, 3):
            j = i
            while j < len(y) - 1 and isopen(y[j]):
                j += 1
            r.append((i, j + 1, (y[i] - 1) // 4))
            i = j + 1
        else:
            i += 1
    return r


def predict(net, cs, head="gold", B=64):
    net.eval()
    out = {}
    order = sorted(cs, key=lambda c: c[1] - c[0])
    with torch.no_grad():
        for k in range(0, len(order), B):
            q = order[k : k + B]
            c, b, z = batch(q)
            p = Fn.log_softmax(net.heads[head](net.enc(c, b, z)), -1).numpy()
            for m, (s, t) in enumerate(q):
                out[(s, t)] = p[m, : t - s]
    net.train()
    return out


def evaluate(net, idx, head="gold"):
    tp = fp = fn = 0
    per = {0: [0, 0, 0], 1: [0, 0, 0], 2: [0, 0, 0]}
    for i in idx:
        cs = chunks(i)
        o = predict(net, cs, head)
        y = []
        for c in cs:
            y += viterbi(o[c])
        g = Y["gold"][off[i] : off[i + 1]]
        G = set(spans([max(0, v) for v in g]))
        P = set(spans(y))
        P = {s for s in P if s in G or (g[s[0] : s[1]] >= 0).all()}
        for s in P:
            per[s[2]][0 if s in G else 1] += 1
        for s in G - P:
            per[s[2]][2] += 1
    f = lambda a: round(2 * a[0] / max(1, 2 * a[0] + a[1] + a[2]), 4)
    tot = [sum(per[t][k] for t in per) for k in range(3)]
    return {
        "PER": f(per[0]),
        "ORG": f(per[1]),
        "LOC": f(per[2]),
        "all": f(tot),
        "P": round(tot[0] / max(1, tot[0] + tot[1]), 3),
        "R": round(tot[0] / max(1, tot[0] + tot[2]), 3),
    }


def train(net, stream, seconds, lr, log, B=32, start=time.time):
    opt = torch.optim.Adam(net.parameters(), lr=lr, betas=(0.9, 0.98))
    t0 = time.time()
    n = 0
    tot = 0
    cnt = 0
    last = t0
    for cs in stream:
        f = (time.time() - t0) / seconds
        if f >= 1:
            break
        for g in opt.param_groups:
            g["lr"] = lr * min(1, (n + 1) / 100) * (1 - f) + 1e-5
        L = loss(net, cs)
        opt.zero_grad()
        L.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        opt.step()
        n += 1
        tot += float(L.detach())
        cnt += sum(t - s for s, t in cs)
        if time.time() - last > 60:
            print(log, n, cnt, round(time.time() - t0), round(tot / n, 4), flush=True)
            tot = 0
            n0 = n
            last = time.time()
            tot = 0.0
    return net


def buckets(pool, B=32):
    """Batches of stretches of about the same length, in random order."""
    random.shuffle(pool)
    for k in range(0, len(pool), B * 64):
        batches, batch = [], []
        for c in sorted(pool[k : k + B * 64], key=lambda c: c[1] - c[0]):
            if batch and (len(batch) + 1) * (c[1] - c[0]) > B * 128:
                batches.append(batch)
                batch = []
            batch.append(c)
        if batch:
            batches.append(batch)
        random.shuffle(batches)
        yield from batches


def groups():
    g = {}
    for i, n in enumerate(names):
        k = n.split("/")[0]
        g.setdefault(k, []).append(i)
    return g


if __name__ == "__main__":
    G = groups()
    secs1 = float(sys.argv[1])
    secs2 = float(sys.argv[2])
    ck = sys.argv[3]
    held = set(G["train"][0::5])
    pool = []
    for k in G:
        if k == "dev":
            continue
        for i in G[k]:
            if k == "train" and i in held:
                continue
            pool += chunks(i)
    print("chunks", len(pool), sum(t - s for s, t in pool), flush=True)
    net = Net()

    def stream(pool):
        while True:
            yield from buckets(pool)

    if secs1 == 0:
        net.load_state_dict(torch.load(sys.argv[4]))
        torch.manual_seed(7)
        random.seed(7)
    else:
        train(net, stream(pool), secs1, 3e-3, "s1")
        torch.save(net.state_dict(), ck + ".s1.pt")
    if secs1 > 0:
        print(
            "s1 held",
            evaluate(net, sorted(held)),
            "dev",
            evaluate(net, G["dev"]),
            "dev silver head",
            evaluate(net, G["dev"], "silver"),
            flush=True,
        )
    goldc = [c for i in G["train"] if i not in held or "all" in sys.argv for c in chunks(i)]
    others = [c for c in pool]

    def s2():
        while True:
            random.shuffle(goldc)
            for k in range(0, len(goldc), 16):
                yield goldc[k : k + 16] + random.sample(others, 16)

    train(net, s2(), secs2, 1.5e-3, "s2")
    torch.save(net.state_dict(), ck + ".s2.pt")
    print("s2 held", evaluate(net, sorted(held)), "dev", evaluate(net, G["dev"]), flush=True)
