"""Writes the lexicon of `train names --lexicon`: strings with the set of gazetteers that hold them.

    lexicon.py GAZETTEERS OUT.tsv

2 foreign persons, 4 places of China, 8 of the world, 16 other places, 32 organisations; added up.
"""

import gzip, re, sys

C, OUT = sys.argv[1] + "/", sys.argv[2]


def L(f):
    return gzip.open(C + f, "rt", errors="ignore") if f.endswith("gz") else open(C + f)


G = {}


def add(w, b):
    w = w.strip()
    if 2 <= len(w) <= 14 and not re.search(r"[\s\ufeff]", w):
        G[w] = G.get(w, 0) | b


for l in L("hanlp1-persons.txt.gz"):
    c = l.split()
    if len(c) == 3 and c[1] == "nr":
        if int(c[2]) >= 2:
            add(c[0], 1)
    elif len(c) >= 2:
        add(c[0], 2)
for l in L("thuocl-lishimingren.txt.gz"):
    add(l.split("\t")[0], 1)
for l in L("hanlp1-nrf.txt.gz"):
    add(l, 2)
for l in L("china-adcodes.csv.gz"):
    w = l.split(",")[1]
    add(w, 4)
    s = re.sub("(省|市|自治区|自治州|自治县|区|县|旗)$", "", w)
    if len(s) >= 2:
        add(s, 4)
for l in L("thuocl-diming.txt.gz"):
    c = l.split("\t")
    add(c[0], 4)
for l in L("geonames-cities15000.zh.tsv.gz"):
    c = l.rstrip("\n").split("\t")
    for w in c[-1].split("|"):
        add(w, 4 if c[2] in ("CN", "TW", "HK", "MO") else 8)
for l in L("world_location.txt"):
    for w in re.split(r"[\s:/\t]+", l):
        add(w, 8)
for l in L("hanlp1-places.txt.gz"):
    add(l.split(" ")[0], 16)
for l in L("hanlp1-organizations.txt.gz"):
    add(l.split(" ")[0], 32)
for l in L("jieba-dict.txt.gz"):
    c = l.split()
    if len(c) == 3 and c[2] in ("nt", "ns"):
        add(c[0], 32 if c[2] == "nt" else 16)
with open(OUT, "w") as o:
    for w in sorted(G):
        k = G[w] & 62
        if k:
            o.write(f"{w}\t{k}\n")
