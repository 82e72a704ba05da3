"""Averages the probabilities of teachers and writes the names they give, for `train names --data silver:`.

    TEACHER=FOLDER decode.py OUT.ndjson PROBABILITIES...

The fourth number of a name is the least probability of its labels; where no label is probable the text is
marked with 0 votes, which leaves it open to the student.
"""

import os, sys, json, numpy as np

HERE = os.environ.get("TEACHER", ".")
D = np.load(HERE + "/data.npz")
off = D["off"]
meta = json.load(open(HERE + "/meta.json"))
names = meta["names"]
idx = [i for i, n in enumerate(names) if n.startswith("news/")]
lo = off[idx[0]]
hi = off[idx[-1] + 1]
Ps = [np.memmap(f, np.uint8, "r", shape=(hi - lo, 13)) for f in sys.argv[2:]]


def isopen(l):
    return l > 0 and (l - 1) & 3 < 2


def allowed(a, b):
    cont = b > 0 and (b - 1) & 3 in (1, 2)
    if not isopen(a):
        return not cont
    return cont and (a - 1) // 4 == (b - 1) // 4


A = np.array([[0.0 if allowed(a, b) else -1e9 for b in range(13)] for a in range(13)], np.float32)
END = np.array([-1e9 if isopen(l) else 0 for l in range(13)])


def vit(L):
    n = len(L)
    bp = np.zeros((n, 13), np.int8)
    v = L[0] + A[0]
    for i in range(1, n):
        m = v[:, None] + A
        bp[i] = m.argmax(0)
        v = m.max(0) + L[i]
    v = v + END
    y = [int(v.argmax())]
    for i in range(n - 1, 0, -1):
        y.append(int(bp[i, y[-1]]))
    return y[::-1]


T = ["PER", "ORG", "LOC"]
HI = 0.55
out = open(sys.argv[1], "w")
C = [0, 0, 0, 0]
for i in idx:
    s, e = off[i] - lo, off[i + 1] - lo
    P = sum(p[s:e].astype(np.float32) for p in Ps) / (255 * len(Ps))
    L = np.log(P + 1e-4)
    n = e - s
    amax = P.argmax(1)
    y = amax.copy()
    # decode only stretches where something may be a name
    ents = []
    hot = P[:, 0] < 0.995
    k = 0
    while k < n:
        if not hot[k]:
            k += 1
            continue
        b = k
        while b < n and hot[b]:
            b += 1
        a0 = max(0, k - 1)
        b0 = min(n, b + 1)
        yy = vit(L[a0:b0])
        j = 0
        while j < len(yy):
            if yy[j] > 0:
                q = j + 1
                while q < len(yy) and isopen(yy[q - 1]):
                    q += 1
                pr = min(P[a0 + x, yy[x]] for x in range(j, q))
                ents.append([int(a0 + j), int(a0 + q), T[(yy[j] - 1) // 4], round(float(pr), 3)])
                C[0] += 1
                C[1] += pr < HI
                j = q
            else:
                if P[a0 + j, 0] < HI:
                    ents.append([int(a0 + j), int(a0 + j + 1), "O", 0])
                    C[2] += 1
                j += 1
        k = b
    out.write(json.dumps({"id": names[i][5:], "entities": ents}) + "\n")
print("spans, unsure, unsure O chars", C)
