"""Writes the probabilities of the labels of our guidelines for all raw news: label.py CHECKPOINT OUT."""

import sys, torch, numpy as np, json, time
from train import *

ck, out = sys.argv[1], sys.argv[2]
net = Net()
net.load_state_dict(torch.load(ck), strict=False)  # a head may be gone
net.eval()
G = groups()
idx = G["news"]
lo = off[idx[0]]
hi = off[idx[-1] + 1]
P = np.memmap(out, np.uint8, "w+", shape=(hi - lo, 13))
cs = [c for i in idx for c in chunks(i)]
cs.sort(key=lambda c: c[1] - c[0])
t0 = time.time()
with torch.no_grad():
    for k in range(0, len(cs), 64):
        q = cs[k : k + 64]
        c, b, z = batch(q)
        p = (torch.softmax(net.heads["gold"](net.enc(c, b, z)), -1) * 255).round().byte().numpy()
        for m, (s, t) in enumerate(q):
            P[s - lo : t - lo] = p[m, : t - s]
        if k % 12800 == 0:
            print(k, len(cs), round(time.time() - t0), flush=True)
P.flush()
print("done", lo, hi, time.time() - t0)
