"""`pipeline worker` as a partner on the other end of its pipes meets it. Invented texts only."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pipeline

RECORD = json.dumps({"id": "a", "text": "市长王明远5日表示，新桥已于上月完工，总投资2.8亿元。"}, ensure_ascii=False).encode()
# Each of them a line of its own that cannot be read, or only just.
ODD = [
    b"", b" ", b"\r", b"\0", b"null", b"[]", b"{}", b'"text"', b"\xef\xbb\xbf", b"{" * 5000, b"[" * 200_000,
    b'{"text":1}', b'{"text":null}', b'{"text":""}', b'{"text":"\xff"}', b'{"text":"\xed\xa0\x80"}',
    b'{"text":"\\ud800"}', b'{"text":"\\udc00\\ud800\xe6\x96\xb0\xe6\xa1\xa5"}', b'{"text":"\\u0000"}',
    b'{"text":"\xe6\x96\xb0\\u2028\xe6\xa1\xa5"}', b'{"text":"' + "“".encode() * 3000 + b'"}',
    b'{"text":"' + "新桥".encode() * 200_000 + b'"}', b'{"id":{"a":1},"text":"\xe6\x96\xb0"}', b"x" * (17 << 20),
    RECORD + b"\r", RECORD[:-1], RECORD + RECORD, RECORD.replace(b"{", b"\t{ "),
]  # fmt: skip


def answered(data: bytes):
    run = subprocess.run([pipeline.binary(), "worker"], input=data, capture_output=True, timeout=300)
    assert run.returncode == 0 and run.stderr == b""
    lines = run.stdout.split(b"\n")
    assert lines.pop() == b""
    return [json.loads(line) for line in lines]


def checked(lines):
    """One answer a line, in order; good records are answered alike whatever stands around them."""
    found = answered(b"\n".join(lines) + b"\n")
    assert len(found) == len(lines)
    for number, (line, answer) in enumerate(zip(lines, found), 1):
        if "error" in answer:
            assert answer["line"] == number
            assert line != RECORD
        if line == RECORD:
            assert answer["document"]["id"] == "a" and answer["articles"][0]["figures"]
    return found


def test_every_odd_line_is_answered_in_its_place():
    checked([line for odd in ODD for line in (odd, RECORD)])


def test_random_bytes_are_answered_line_by_line():
    chance = random.Random(8)
    for _ in range(20):
        lines = []
        for _ in range(300):
            line = bytearray(chance.choice([RECORD, RECORD, *ODD[:20]])[:2000])
            for _ in range(chance.choice([0, 0, 1, 5])):
                if line:
                    at = chance.randrange(len(line))
                    line[at : at + chance.randrange(3)] = bytes(
                        chance.choices(b'\0\r"\\{}[]:,\x85\xe2\x80\xa8\xed\xff', k=chance.randrange(4))
                    )
            lines.append(bytes(line))
        checked(lines)


def test_the_last_line_needs_no_line_feed():
    assert len(answered(RECORD + b"\n" + RECORD)) == 2
    assert len(answered(RECORD + b"\nx")) == 2
    assert answered(b"") == []
    assert len(answered(b"\n")) == 1


def test_memory_does_not_grow_with_the_number_of_records():
    def peak(count):
        worker = subprocess.Popen(
            [pipeline.binary(), "worker"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        for _ in range(count // 1000):
            worker.stdin.write((RECORD + b"\n") * 1000)
        worker.stdin.close()
        _, status, usage = os.wait4(worker.pid, 0)
        worker.returncode = status
        assert status == 0
        return usage.ru_maxrss / 1024

    few, many = peak(5_000), peak(100_000)
    print(f"{few:.0f} MB for 5,000 records, {many:.0f} MB for 100,000")
    assert many < few + 40


def ends(process, seconds=20):
    for _ in range(seconds * 20):
        if process.poll() is not None:
            return True
        time.sleep(0.05)
    process.kill()
    return False


def test_it_ends_when_the_reader_goes_away():
    worker = subprocess.Popen([pipeline.binary(), "worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    worker.stdin.write(RECORD + b"\n")
    worker.stdin.flush()
    assert worker.stdout.readline()
    worker.stdout.close()
    try:
        for _ in range(200):
            worker.stdin.write((RECORD + b"\n") * 100)
            worker.stdin.flush()
        worker.stdin.close()
    except BrokenPipeError:
        pass
    assert ends(worker)
    assert worker.returncode in (0, 2)


def running(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_no_worker_outlives_a_killed_partner():
    script = (
        "import itertools, pipeline, sys\n"
        "docs = pipeline.pipe(itertools.repeat('新桥已经完工。'), n_process=2)\n"
        "next(docs)\n"
        "import os\n"
        "print(*open(f'/proc/self/task/{os.getpid()}/children').read().split(), flush=True)\n"
        "for _ in docs: pass\n"
    )
    partner = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    workers = [int(pid) for pid in partner.stdout.readline().split()]
    assert len(workers) == 2 and all(map(running, workers))
    os.kill(partner.pid, signal.SIGKILL)
    partner.wait()
    for _ in range(400):
        if not any(map(running, workers)):
            break
        time.sleep(0.05)
    assert not any(map(running, workers))


def test_no_zombie_is_left():
    script = (
        "import os, pipeline\n"
        "docs = pipeline.pipe(['新桥已经完工。'] * 500, n_process=3)\n"
        "next(docs)\n"
        "docs.close()\n"
        "assert len(list(pipeline.pipe(['新桥已经完工。'] * 50, n_process=3))) == 50\n"
        "try: os.waitpid(-1, os.WNOHANG)\n"
        "except ChildProcessError: print('none')\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert run.stdout.strip() == "none", run.stderr
