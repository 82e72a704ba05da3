"""Reads all corpora into one array of characters with labels for each task.

    data.py SHARED MODEL OUT

SHARED holds corpora/ and gold/; of MODEL, a model of names, the table of folding is used; OUT receives
data.npz, meta.json and units.npy. Raw news that share passages with gold/dev are left out.
"""

import json, gzip, glob, struct, sys, os, re, numpy as np, time
from labels import put

SHARED, MODEL, OUT = sys.argv[1:4]
C = SHARED + "/corpora/"
b = open(MODEL, "rb").read()  # section 0 of any model: how units are folded
off, ln = struct.unpack_from("<QQ", b, 64)
F = np.frombuffer(b, np.uint16, 65536, off)


def fold(s):
    return "".join(chr(F[ord(c)]) if ord(c) < 65536 else "\ud800" for c in s)


T = {"PER": 0, "ORG": 1, "LOC": 2}


docs = []  # (name, text, {head: labels}) ; label -1 = ignore
POS = {}


def posid(p):
    return POS.setdefault(p, len(POS))


def wordpos(words, n, cap=40):
    y = np.full(n, -1, np.int16)
    for s, e, p in words:
        k = posid(p)
        if k >= cap:
            k = cap - 1
        y[s] = 2 * k
        y[s + 1 : e] = 2 * k + 1
    return y


# gold
for part in ("train", "dev"):
    for f in sorted(glob.glob(f"{SHARED}/gold/{part}/*.json")):
        g = json.load(open(f))
        if "text" not in g:
            continue
        t = g["text"]
        y = np.zeros(len(t), np.int16)
        ms = g["mentions"]
        req = []
        opt = []
        for m in ms:
            outer = [
                o
                for o in ms
                if o is not m
                and o["start"] <= m["start"]
                and m["end"] <= o["end"]
                and o["end"] - o["start"] > m["end"] - m["start"]
            ]
            if outer:
                continue
            (opt if m["optional"] else req).append(m)
        for m in opt:
            y[m["start"] : m["end"]] = -1
        for m in req:
            put(y, m["start"], m["end"], T[m["type"]])
        docs.append((part + "/" + os.path.basename(f)[:-5], t, {"gold": y}))
print(len(docs))
# msra
for l in gzip.open(C + "msra/train.txt.gz", "rt"):
    toks = [x.rsplit("/", 1) for x in l.split() if "/" in x]
    if not toks:
        continue
    t = "".join(w for w, _ in toks)
    y = np.zeros(len(t), np.int16)
    p = 0
    ws = np.zeros(len(t), np.int16)
    for w, tag in toks:
        k = {"nr": 0, "nt": 1, "ns": 2}.get(tag)
        if k is not None:
            put(y, p, p + len(w), k)
        ws[p + 1 : p + len(w)] = 1
        p += len(w)
    docs.append(("msra", t, {"msra": y, "msrws": ws}))
n0 = len(docs)
print(n0)
for l in gzip.open(C + "pfr/199801.docs.jsonl.gz", "rt"):
    d = json.loads(l)
    t = ""
    W = []
    E = []
    for p in d["paras"]:
        o = len(t)
        for w, tag in p["toks"]:
            W.append((len(t), len(t) + len(w), "P" + tag[0]))
            t += w
        if t[o:] != p["text"]:
            pass
        E += [(o + s, o + e, k) for k, s, e in p["ents"] if k in T]
        t += "\n"
    y = np.zeros(len(t), np.int16)
    for s, e, k in E:
        put(y, s, e, T[k])
    docs.append(("pfr", t, {"pfr": y, "pfrws": wordpos(W, len(t))}))
PP = dict(POS)
POS.clear()
print("pfr pos", len(PP))
t = ""
ys = []
for l in open(C + "uner_gsdsimp/zh_gsdsimp-ud-train.iob2"):
    if l.startswith("#"):
        continue
    c = l.rstrip("\n").split("\t")
    if len(c) < 3:
        if t:
            y = np.zeros(len(t), np.int16)
            p = 0
            sp = []
            for w, tag in ys:
                if tag.startswith("B-"):
                    sp.append([p, p + len(w), tag[2:]])
                elif tag.startswith("I-") and sp:
                    sp[-1][1] = p + len(w)
                p += len(w)
            for s, e, k in sp:
                if k in T:
                    put(y, s, e, T[k])
            docs.append(("uner", t, {"uner": y}))
        t = ""
        ys = []
        continue
    t += c[1]
    ys.append((c[1], c[2]))
for fn in ("train", "dev"):
    for l in open(C + f"cluener2020/{fn}.jsonl"):
        d = json.loads(l)
        t = d["text"]
        y = np.zeros(len(t), np.int16)
        names = [
            "name",
            "company",
            "address",
            "organization",
            "government",
            "position",
            "book",
            "game",
            "movie",
            "scene",
        ]
        for e in sorted(
            d["entity_list"], key=lambda e: e["entity_index"]["begin"] - e["entity_index"]["end"]
        ):
            k = names.index(e["entity_type"]) if e["entity_type"] in names else -1
            if k < 0:
                continue
            s, en = e["entity_index"]["begin"], e["entity_index"]["end"]
            y[s:en] = 2 + 2 * k
            y[s] = 1 + 2 * k
        docs.append(("clue", t, {"clue": y}))
for fn in ("dev", "test"):
    t = ""
    tags = []
    for l in gzip.open(C + f"aishell_ner/{fn}.bio.txt.gz", "rt"):
        c = l.split()
        if len(c) < 2:
            if t:
                y = np.zeros(len(t), np.int16)
                sp = []
                for i, tag in enumerate(tags):
                    if tag[0] == "B":
                        sp.append([i, i + 1, tag[2:]])
                    elif tag[0] == "I" and sp:
                        sp[-1][1] = i + 1
                for s, e, k in sp:
                    if k in T:
                        put(y, s, e, T[k])
                docs.append(("aish", t, {"aish": y}))
            t = ""
            tags = []
            continue
        t += c[0][0]
        tags.append(c[1])
print(len(docs))
sil = {}
news = [json.loads(l) for l in gzip.open(C + "news/news.ndjson.gz", "rt")]
goldkeys = set()
for n, t, h in docs:
    if n.startswith("dev/"):
        f = re.sub(r"\s", "", t)
        for i in range(0, len(f) - 24, 8):
            goldkeys.add(f[i : i + 24])
skip = 0
S = {}
for l in gzip.open(C + "news/silver.ndjson.gz", "rt"):
    d = json.loads(l)
    S[d["id"]] = d
for a in news:
    t = a["text"]
    d = S.get(a["id"])
    if d is None:
        continue
    f = re.sub(r"\s", "", t)
    hit = sum(f[i : i + 24] in goldkeys for i in range(0, len(f) - 24))
    if hit > 2:
        skip += 1
        continue  # text of dev
    y = np.zeros(len(t), np.int16)
    for s, e, k, v in d["entities"]:
        if v == 1:
            y[s:e] = -1
    for s, e, k, v in d["entities"]:
        if v >= 2 and k in T:
            put(y, s, e, T[k])
    docs.append(
        (
            "news/" + a["id"],
            t,
            {
                "silver": y,
                "lac": wordpos([(s, e, p) for (s, e), p in zip(d["words"], d["pos"])], len(t)),
            },
        )
    )
print("docs", len(docs), "skipped (dev text)", skip, "lac pos", len(POS), POS)
# gazetteers
G = {}


def add(w, bit):
    w = fold(w.strip())
    if 2 <= len(w) <= 10:
        G[w] = G.get(w, 0) | bit


def lines(f):
    return gzip.open(C + "gazetteers/" + f, "rt", errors="ignore")


for l in lines("hanlp1-persons.txt.gz"):
    add(l.split(" ")[0], 1)
for l in lines("hanlp1-nrf.txt.gz"):
    add(l.split()[0] if l.split() else "", 1)
for l in lines("thuocl-lishimingren.txt.gz"):
    add(l.split("\t")[0], 1)
for l in lines("hanlp1-places.txt.gz"):
    add(l.split(" ")[0], 2)
for l in lines("thuocl-diming.txt.gz"):
    add(l.split("\t")[0], 2)
for l in lines("geonames-cities15000.zh.tsv.gz"):
    for w in l.rstrip("\n").split("\t")[-1].split("|"):
        add(w, 2)
for l in lines("china-adcodes.csv.gz"):
    w = l.split(",")[1]
    add(w, 2)
    add(re.sub("[省市县区]$", "", w) if len(w) > 2 else w, 2)
for l in lines("hanlp1-organizations.txt.gz"):
    add(l.split(" ")[0], 4)
for l in lines("jieba-dict.txt.gz"):
    c = l.split()
    if len(c) == 3:
        add(c[0], {"nr": 1, "nrt": 1, "nrfg": 1, "ns": 2, "nt": 4}.get(c[2], 8))
print("gaz", len(G))


def bits(t):
    n = len(t)
    r = np.zeros(n, np.int32)
    for i in range(n - 1):
        for L in range(2, min(10, n - i) + 1):
            k = G.get(t[i : i + L])
            if k:
                for c in range(4):
                    if k >> c & 1:
                        m = min(L, 4) - 2
                        r[i] |= 1 << (c * 6 + m)  # begin with length bucket 0..2
                        if L > 2:
                            r[i + 1 : i + L - 1] |= 1 << (c * 6 + 3)
                        r[i + L - 1] |= 1 << (c * 6 + 4 + (L > 2))
    return r


t0 = time.time()
from collections import Counter

cc = Counter()
bc = Counter()
out = {"names": [], "off": [0]}
chars = []
B = []
allt = [fold(t) for _, t, _ in docs]
for t in allt:
    cc.update(t)
    bc.update(map("".join, zip(t, t[1:])))
cv = {c: i + 2 for i, (c, k) in enumerate(cc.most_common()) if k >= 3}
bv = {c: i + 2 for i, (c, k) in enumerate(bc.most_common()) if k >= 12}
print("chars", len(cv), "bigrams", len(bv), time.time() - t0)
hs = ["gold", "silver", "lac", "msra", "msrws", "pfr", "pfrws", "uner", "clue", "aish"]
L = {h: [] for h in hs}
BG = []
for (n, t, h), f in zip(docs, allt):
    chars.append(np.array([cv.get(c, 1) for c in f], np.int32))
    BG.append(np.array([bv.get(f[i : i + 2], 1) for i in range(len(f))], np.int32))
    B.append(bits(f))
    out["names"].append(n)
    out["off"].append(out["off"][-1] + len(t))
    for k in hs:
        L[k].append(h[k] if k in h else np.full(len(t), -1, np.int16))
print("bits", time.time() - t0)
np.savez(
    OUT + "/data.npz",
    chars=np.concatenate(chars),
    big=np.concatenate(BG),
    bits=np.concatenate(B),
    off=np.array(out["off"]),
    **{"y_" + k: np.concatenate(L[k]) for k in hs},
)
json.dump(
    {"names": out["names"], "nc": len(cv) + 2, "nb": len(bv) + 2}, open(OUT + "/meta.json", "w")
)
np.save(
    OUT + "/units.npy", np.frombuffer("".join(allt).encode("utf-16-le", "surrogatepass"), np.uint16)
)
print("done", out["off"][-1], time.time() - t0)
