#!/usr/bin/env python3
"""Counts the processor instructions that the extraction takes for a character of text.

    scripts/count_instructions.py [--pipeline FILE] [--no-limits] [TEXTS ...]

Times on a shared machine differ by a third from run to run; instructions, counted by valgrind, differ by less than
one in a hundred. The texts (samples/ when none are named) are read once and four times in one run each: the difference
is three readings without the start. Exits with 1 when a limit below is passed, with 0 and a message where there is
no valgrind. Memory that is waited for is not counted: `pipeline benchmark` measures that.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

# Instructions a character, intake to output, over samples/; and for the start with the first text.
# Raise them only together with a reason in docs/performance.md.
MOST_A_CHARACTER = 7_500
MOST_AT_START = 250_000_000


def characters(pipeline, texts):
    """Unicode scalars of all texts, as the program decodes them."""
    run = subprocess.run([pipeline, "extract", *texts], capture_output=True, check=True)
    return sum(json.loads(line)["document"]["length"] for line in run.stdout.splitlines())


def count(program, arguments, folder):
    """Instructions of a run: all, and those of ICU's word breaking."""
    profile = os.path.join(folder, "profile")
    environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1", "LC_ALL": "C"}
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", program, "extract", *arguments],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
    total = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not total:
        sys.exit(f"valgrind failed ({run.returncode}):\n{run.stderr[-2000:]}")
    report = subprocess.run(
        ["callgrind_annotate", "--inclusive=yes", "--threshold=100", profile], capture_output=True, text=True)
    breaking = re.search(r"([\d,]+) \([^)]*\)\s+\S*:cicu_breaker_boundaries", report.stdout)
    return int(total[1]), int(breaking[1].replace(",", "")) if breaking else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pipeline", default=".build/release/pipeline")
    parser.add_argument("--no-limits", action="store_true", help="count and never fail")
    parser.add_argument("texts", nargs="*", default=["samples"])
    options = parser.parse_args()
    missing = [tool for tool in ("valgrind", "callgrind_annotate") if not shutil.which(tool)]
    if missing:
        print(f"instructions not counted: no {' and no '.join(missing)}")
        return 0
    length = characters(options.pipeline, options.texts)
    with tempfile.TemporaryDirectory() as folder:
        # Without debug information, which valgrind cannot always read.
        program = os.path.join(folder, "pipeline")
        shutil.copy(options.pipeline, program)
        if shutil.which("strip"):
            subprocess.run(["strip", "-g", program], check=True)
        once, icu_once = count(program, options.texts, folder)
        four, icu_four = count(program, options.texts * 4, folder)
    each = (four - once) / 3
    icu = (icu_four - icu_once) / 3
    start = once - each
    print(f"{length} characters")
    print(f"{each / length:8.0f} instructions a character (limit {MOST_A_CHARACTER})")
    print(f"{icu / length:8.0f} of them in ICU's word breaking")
    if icu:
        print(f"{each / icu:8.2f} times ICU's word breaking")
    print(f"{start / 1e6:8.0f} million at the start (limit {MOST_AT_START / 1e6:.0f})")
    within = each / length <= MOST_A_CHARACTER and start <= MOST_AT_START
    return 0 if within or options.no_limits else 1


if __name__ == "__main__":
    sys.exit(main())
