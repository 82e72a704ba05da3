#!/usr/bin/env python3
"""Speed beside the tools people use: compare.py PIPELINE FOLDER [--seconds N]

Reads the .txt files of FOLDER with `pipeline benchmark` (ICU's word breaking alone, and this project's stages), and the
same texts, line by line, with those of jieba, rjieba and LAC that are installed in the Python that runs it. One process
and one thread each, in turns, the fastest round counts; prints characters a second and how many times as fast the whole
extraction is, and the same of words, tags and names alone, which is what LAC finds.

    python3 -m venv venv && . venv/bin/activate && Benchmarks/install-peers
    make build && python Benchmarks/compare.py .build/release/pipeline samples

LAC 2.1.2 imports a module path that paddlepaddle no longer has; `paddle.base` is what it is called now.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import time

for variable in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"


def jieba_words():
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    return lambda line: jieba.lcut(line)


def jieba_tags():
    import jieba.posseg

    jieba.posseg.lcut("新闻")
    return lambda line: jieba.posseg.lcut(line)


def rjieba_words():
    import rjieba

    return lambda line: rjieba.cut(line)


def rjieba_tags():
    import rjieba

    return lambda line: rjieba.tag(line)


def lac(mode):
    import paddle.base

    sys.modules["paddle.fluid"] = paddle.base
    sys.modules["paddle.fluid.core"] = paddle.base.core
    from LAC import LAC

    model = LAC(mode=mode)
    return lambda line: model.run(line)


PEERS = {
    "jieba, words": jieba_words,
    "jieba, words and tags": jieba_tags,
    "rjieba, words": rjieba_words,
    "rjieba, words and tags": rjieba_tags,
    "LAC, words": lambda: lac("seg"),
    "LAC, words, tags, names": lambda: lac("lac"),
}


def own(pipeline, folder):
    """Characters a second of each stage, as `pipeline benchmark` prints them."""
    report = subprocess.run([pipeline, "benchmark", folder], capture_output=True, text=True, check=True).stdout
    lines = re.findall(r"^(.+?) {2,}(\d+) characters/s$", report, re.M)
    return {name: int(speed) for name, speed in lines}


def rate(run, lines, seconds):
    """Characters a second over as many whole lines as fit into `seconds`."""
    start, characters = time.process_time(), 0
    for line in lines:
        run(line)
        characters += len(line)
        if time.process_time() - start > seconds:
            break
    return characters / (time.process_time() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pipeline")
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=float, default=3, help="for each peer and round")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(pathlib.Path(arguments.folder).glob("**/*.txt"))
             if "gb18030" not in path.name]
    lines = [line for text in texts for line in text.split("\n") if line.strip()]

    peers, speeds = {}, {}
    for name, load in PEERS.items():
        try:
            peers[name] = load()
        except Exception as problem:
            print(f"{name}: left out ({type(problem).__name__}: {problem})", file=sys.stderr)
    for _ in range(arguments.rounds):
        for name, speed in own(arguments.pipeline, arguments.folder).items():
            speeds[name] = max(speed, speeds.get(name, 0))
        for name, run in peers.items():
            speeds[name] = max(rate(run, lines, arguments.seconds), speeds.get(name, 0))

    whole = next(speed for name, speed in speeds.items() if name.startswith("whole"))
    print(f"{len(texts)} texts, {sum(map(len, lines))} characters")
    learned = next(speed for name, speed in speeds.items() if name.startswith("words, tags and names"))
    print(f"{'':36} characters/s   whole extraction   words, tags and names")
    for name, speed in sorted(speeds.items(), key=lambda pair: -pair[1]):
        print(f"{name:36} {speed:12,.0f}   {whole / speed:10.2f} times   {learned / speed:15.2f} times")


if __name__ == "__main__":
    main()
