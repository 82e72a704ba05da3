"""The job on a cluster of two processes gives the rows of the serial run, also when workers die.

Invented texts; SPARK_TEST_INPUT names an NDJSON file to be used instead, SPARK_TEST_PARTITION how it is cut.
"""

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("pyspark")
from pyspark.sql import SparkSession  # noqa: E402

sys.path.insert(0, str(Path(__file__).parent))
import extract  # noqa: E402

BINARY = os.environ.get("PIPELINE_BINARY") or str(
    Path(__file__).resolve().parent.parent / ".build/dist/pipeline"
)
WORKER = f"{os.path.basename(BINARY)} worker"
TABLES = ("quotes", "mentions", "figures")


@pytest.fixture(scope="module")
def spark():
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.files.maxPartitionBytes", os.environ.get("SPARK_TEST_PARTITION", "150k"))
        .config("spark.executorEnv.PYTHONPATH", str(Path(__file__).parent))
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    if named := os.environ.get("SPARK_TEST_INPUT"):
        return named
    path = tmp_path_factory.mktemp("input") / "news.ndjson"
    with open(path, "w", encoding="utf-8") as file:
        for i in range(1000):
            text = (
                f"第{i}座新桥通车\n市长王明远表示，新桥投资{i + 1}亿元，\u2028工期缩短{i % 90 + 1}%。\r\n"
                "“明年还会再修一座。”他说。\n桥梁研究所工程师陆一鸣认为，这并不影响质量。\n"
            ) * (1 + i % 5)
            record = {"id": f"a{i}", "text": text, "date": f"2024-03-{i % 4 + 1:02}"}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            if i % 250 == 7:
                file.write('not a\rrecord\n{"title": "无正文"}\n')
    return str(path)


def digest(rows):
    lines = sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()


@pytest.fixture(scope="module")
def serial(source):
    with open(source, "rb") as file:
        answers = subprocess.run([BINARY, "worker"], stdin=file, capture_output=True, check=True)
    found = [row for line in answers.stdout.split(b"\n")[:-1] for row in extract.rows(line)]
    good = [row for row in found if not row["error"]]
    keys = ("document", "article", "date")
    tables = {
        name: digest({**{k: row[k] for k in keys}, **inner} for row in good for inner in row[name])
        for name in TABLES
    }
    tables["articles"] = digest(
        {k: v for k, v in row.items() if k not in (*TABLES, "error")} for row in good
    )
    tables["errors"] = digest(row for row in found if row["error"])
    return tables


def written(spark, output):
    spark.conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false")

    def rows(name):
        # A partitioned table without rows has no files, and so no schema.
        if not list(Path(output, name).rglob("*.parquet")):
            return []
        return spark.read.parquet(f"{output}/{name}").collect()

    return {
        name: digest(row.asDict(True) for row in rows(name))
        for name in ("articles", *TABLES, "errors")
    }


def processes(words):
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                command = Path(f"/proc/{entry}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                parent = int(Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, UnicodeDecodeError):
                continue
            if words in command:
                yield int(entry), parent


def test_the_rows_of_the_serial_run(spark, source, serial, tmp_path):
    extract.run(spark, source, str(tmp_path / "found"), BINARY)
    assert written(spark, tmp_path / "found") == serial
    schema = dict(spark.read.parquet(str(tmp_path / "found/figures")).dtypes)
    assert (schema["value"], schema["start"], schema["text"]) == ("double", "int", "string")
    assert all(path.name.startswith("date=") for path in (tmp_path / "found/quotes").glob("[!._]*"))


def test_gzip_members_and_a_second_run(spark, source, serial, tmp_path):
    # Concatenated members, as in archives of the web: a reader that stops after one finds too little.
    data = Path(source).read_bytes()
    cut = data.index(b"\n", len(data) // 2) + 1
    (tmp_path / "news.gz").write_bytes(gzip.compress(data[:cut]) + gzip.compress(data[cut:]))
    (tmp_path / "found/quotes/date=1900-01-01").mkdir(parents=True)
    (tmp_path / "found/quotes/date=1900-01-01/old.parquet").write_bytes(b"of an earlier run")
    # One file is one partition, unless it is spread.
    extract.run(spark, str(tmp_path / "news.gz"), str(tmp_path / "found"), BINARY, partitions=6)
    assert written(spark, tmp_path / "found") == serial
    assert not (tmp_path / "found/quotes/date=1900-01-01").exists()


@pytest.mark.parametrize("victim", ["python", "pipeline"])
def test_the_same_when_a_worker_is_killed(spark, source, serial, tmp_path, victim):
    before = {pid for pid, _ in processes(WORKER)}
    killed = []

    def kill():
        for _ in range(1000):
            for pid, parent in processes(WORKER):
                # Only a worker that a Python worker of this session's executors started.
                if pid in before or not any(p == parent for p, _ in processes("pyspark.daemon")):
                    continue
                target = pid if victim == "pipeline" else parent
                time.sleep(0.1)
                try:
                    os.kill(target, signal.SIGKILL)
                    killed.append(target)
                    return
                except ProcessLookupError:
                    pass
            time.sleep(0.01)

    thread = threading.Thread(target=kill)
    thread.start()
    extract.run(spark, source, str(tmp_path / "found"), BINARY)
    thread.join()
    assert killed
    assert written(spark, tmp_path / "found") == serial


def test_a_worker_that_always_fails_fails_the_job(spark, source, tmp_path):
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho no memory >&2\nexit 3\n")
    broken.chmod(0o755)
    with pytest.raises(Exception, match="status 3: no memory"):
        extract.run(spark, source, str(tmp_path / "found"), str(broken))
