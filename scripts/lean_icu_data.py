#!/usr/bin/env python3
"""Leaves out of ICU's data what Chinese news needs none of: a third of what it would add to the program.

usage: lean_icu_data.py LIBRARY.a MEMBER.o OUTPUT.o

MEMBER holds ICU's data package (one symbol, icudtNN_dat). OUTPUT defines the same symbol, so that the
linker, which meets it first, takes it instead. Left out is how languages other than Chinese and
English write dates, sort, spell numbers and name currencies, languages, regions, units and time
zones. What cuts words, converts encodings, normalises and knows the time zones stays, byte for byte.
"""

import os
import re
import struct
import subprocess
import sys
import tempfile

# A file of one language; of Chinese (Cantonese too, which it refers to) and English they are kept.
LANGUAGE = re.compile(r"((coll|curr|lang|rbnf|region|unit|zone)/)?(?!(en|zh|yue|res)[_.])[a-z]{2,3}(_\w*)?\.res")


def lean(package: bytes) -> bytes:
    """The package (a header, a sorted table of names and offsets, the items) without what is unused."""
    (header,) = struct.unpack_from("<H", package)
    if package[12:16] != b"CmnD":
        raise SystemExit("not a package of ICU data")
    (count,) = struct.unpack_from("<I", package, header)
    entries = [struct.unpack_from("<II", package, header + 4 + 8 * i) for i in range(count)]
    ends = [offset for _, offset in entries[1:]] + [len(package) - header]
    items = []
    for (at, start), end in zip(entries, ends):
        name = package[header + at : package.index(b"\0", header + at)]
        # Names begin with the package's: icudt72l/brkitr/word.brk.
        if not LANGUAGE.fullmatch(name.decode("ascii").split("/", 1)[1]):
            items.append((name + b"\0", package[header + start : header + end]))
    at = 4 + 8 * len(items)
    table, names = [], b""
    for name, _ in items:
        table.append(at + len(names))
        names += name
    position = -(-(at + len(names)) // 16) * 16
    body = names.ljust(position - at, b"\0")
    pieces = []
    for index, (_, item) in enumerate(items):
        table[index] = (table[index], position)
        pieces.append(item.ljust(-(-len(item) // 16) * 16, b"\0"))
        position += len(pieces[-1])
    entries = b"".join(struct.pack("<II", *entry) for entry in table)
    return package[:header] + struct.pack("<I", len(items)) + entries + body + b"".join(pieces)


def main(library: str, member: str, output: str) -> None:
    output = os.path.abspath(output)
    with tempfile.TemporaryDirectory() as folder:

        def run(*command: str) -> str:
            return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout

        run("ar", "x", os.path.abspath(library), member)
        symbol = re.search(r" R (icudt\d+_dat)$", run("nm", member), re.MULTILINE)
        if not symbol:
            raise SystemExit(f"{member} holds no ICU data")
        run("objcopy", "-O", "binary", "--only-section=.rodata", member, "all.dat")
        with open(os.path.join(folder, "all.dat"), "rb") as file:
            package = lean(file.read())
        with open(os.path.join(folder, "lean.dat"), "wb") as file:
            file.write(package)
        with open(os.path.join(folder, "lean.s"), "w") as file:
            file.write(
                f".section .rodata\n.globl {symbol[1]}\n.balign 16\n{symbol[1]}:\n"
                '.incbin "lean.dat"\n.section .note.GNU-stack,"",@progbits\n'
            )
        run(os.environ.get("CC", "clang"), "-c", "lean.s", "-o", output)


if __name__ == "__main__":
    main(*sys.argv[1:])
