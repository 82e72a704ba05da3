#!/usr/bin/env python3
"""Extracts from any number of records on Spark.

usage: spark-submit spark/extract.py --input 'news/*.ndjson' --output found --pipeline .build/dist/pipeline

The input is one JSON object a line, {"text": …} and id, title, date where they are known. The static
binary is shipped to every executor; each task runs one `pipeline worker`. Nothing is shuffled. Written
are the tables articles, quotes, mentions, figures and errors as Parquet, partitioned by date; a second
run replaces the first. A worker that fails fails its task, which Spark tries again, and then the job.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import threading

ARTICLE = "document string, article int, date string, script string, title string, start int, end int"
QUOTE = (
    "id string, type string, text string, start int, end int, spans array<array<int>>, cue string, "
    "source string, speakers array<string>, entities array<string>, speaker_kind string, "
    "title string, via array<string>, resolved_by string, sentence int, confidence double"
)
MENTION = (
    "entity string, key string, type string, subtype string, name string, text string, "
    "kind string, start int, end int, sentence int, confidence double"
)
FIGURE = (
    "text string, kind string, value double, decimal string, min double, max double, unit string, "
    "bound string, trend string, of string, start int, end int, confidence double"
)
SCHEMA = (
    f"{ARTICLE}, icu_version string, version string, error string, quotes array<struct<"
    + ">>, mentions array<struct<".join(
        ", ".join(column.replace(" ", ": ", 1) for column in table.split(", "))
        for table in (QUOTE, MENTION)
    )
    + ">>, figures array<struct<"
    + ", ".join(column.replace(" ", ": ", 1) for column in FIGURE.split(", "))
    + ">>"
)


def number(value):
    return None if value is None else float(value)


def text_of(value):
    return value.get("text") if isinstance(value, dict) else value


def quote_row(quote):
    return {
        "id": quote["id"],
        "type": quote["type"],
        "text": quote["text"],
        "start": quote["spans"][0][0],
        "end": quote["spans"][-1][1],
        "spans": quote["spans"],
        "cue": text_of(quote["cue"]),
        "source": text_of(quote["source"]),
        "speakers": [speaker["name"] for speaker in quote["speakers"]],
        "entities": [speaker["entity"] for speaker in quote["speakers"]],
        "speaker_kind": quote["speakers"][0]["kind"] if quote["speakers"] else None,
        "title": quote["speakers"][0]["title"] if quote["speakers"] else None,
        "via": quote["via"],
        "resolved_by": quote["resolved_by"],
        "sentence": quote["sentence"],
        "confidence": float(quote["confidence"]),
    }


def mention_rows(entity):
    for mention in entity["mentions"]:
        yield {
            "entity": entity["id"],
            "key": entity["key"],
            "type": entity["type"],
            "subtype": entity["subtype"],
            "name": entity["name"],
            "text": mention["text"],
            "kind": mention["kind"],
            "start": mention["start"],
            "end": mention["end"],
            "sentence": mention["sentence"],
            "confidence": float(mention["confidence"]),
        }


def figure_row(figure):
    row = {key: figure[key] for key in "text kind decimal unit bound trend start end".split()}
    row.update({key: number(figure[key]) for key in ("value", "min", "max", "confidence")})
    row["of"] = text_of(figure["of"])
    return row


def rows(answer: bytes):
    """The rows of one answer of the worker: one an article, or one with an error."""
    found = json.loads(answer)
    if "error" in found:
        # Not the line's number: it depends on how the input was cut into partitions.
        yield {"error": found["error"], "date": "unknown"}
        return
    document = found["document"]
    for index, article in enumerate(found["articles"]):
        yield {
            "document": document["id"],
            "article": index,
            "date": (article["published"] or "unknown")[:10],
            "script": document["script"],
            "title": text_of(article["title"]),
            "start": article["start"],
            "end": article["end"],
            "icu_version": found["generator"]["models"]["icu"],
            "version": found["generator"]["version"],
            "error": None,
            "quotes": [quote_row(quote) for quote in article["quotes"]],
            "mentions": [row for entity in article["entities"] for row in mention_rows(entity)],
            "figures": [figure_row(figure) for figure in article["figures"]],
        }


def answers(worker, errors, lines):
    """The worker's answers to a batch of lines, written by a thread so that neither waits."""

    def write():
        try:
            for line in lines:
                worker.stdin.write(line.encode("utf-8") + b"\n")
            worker.stdin.flush()
        except (BrokenPipeError, ValueError):
            pass  # What is missing below says it.

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    for _ in lines:
        answer = worker.stdout.readline()
        if not answer.endswith(b"\n"):
            status = worker.wait()
            errors.seek(0)
            message = errors.read()[-2000:].decode("utf-8", "replace").strip()
            raise RuntimeError(f"pipeline worker ended with status {status}: {message}")
        yield answer
    writer.join()


def extractor(name: str, columns):
    """What Spark runs over the batches of a partition."""

    def extract(batches):
        import pandas
        from pyspark import SparkFiles

        with tempfile.TemporaryFile() as errors:
            worker = subprocess.Popen(
                [SparkFiles.get(name), "worker", "--lang", "en"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
            try:
                for batch in batches:
                    found = [
                        row
                        for answer in answers(worker, errors, list(batch["value"]))
                        for row in rows(answer)
                    ]
                    yield pandas.DataFrame(found, columns=columns).astype(object).where(
                        lambda table: table.notna(), None
                    )
                worker.stdin.close()
                if worker.wait() != 0:
                    raise RuntimeError(f"pipeline worker ended with status {worker.returncode}")
            finally:
                worker.kill()
                worker.wait()

    return extract


def run(spark, inputs, output: str, pipeline: str, partitions: int = 0) -> None:
    from pyspark.sql import functions as F
    from pyspark.sql.types import StructType

    spark.sparkContext.addFile(os.path.abspath(pipeline))
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 256)
    schema = spark.createDataFrame([], SCHEMA).schema
    assert isinstance(schema, StructType)
    # lineSep: Spark would also cut at a lone carriage return.
    lines = spark.read.text(inputs, lineSep="\n").where(F.col("value") != "")
    if partitions:
        lines = lines.repartition(partitions)
    staged = output.rstrip("/") + "/_staged"
    lines.mapInPandas(
        extractor(os.path.basename(pipeline), schema.names), schema
    ).write.mode("overwrite").parquet(staged)

    found = spark.read.schema(schema).parquet(staged)

    def write(table, name):
        table.write.mode("overwrite").partitionBy("date").parquet(f"{output.rstrip('/')}/{name}")

    good = found.where(F.col("error").isNull())
    keys = ["document", "article", "date"]
    write(good.drop("quotes", "mentions", "figures", "error"), "articles")
    for name in ("quotes", "mentions", "figures"):
        write(good.select(*keys, F.explode(name).alias("row")).select(*keys, "row.*"), name)
    write(found.where(F.col("error").isNotNull()).select("error", "date"), "errors")
    path = spark._jvm.org.apache.hadoop.fs.Path(staged)
    path.getFileSystem(spark._jsc.hadoopConfiguration()).delete(path, True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--input", required=True, nargs="+", help="NDJSON, also as .gz")
    parser.add_argument("--output", required=True, help="folder for the tables")
    parser.add_argument("--pipeline", default="pipeline", help="the static binary of `make dist`")
    parser.add_argument(
        "--partitions", type=int, default=0, help="spread the lines of few large .gz files (a shuffle)"
    )
    arguments = parser.parse_args()

    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("pipeline extract").getOrCreate()
    try:
        run(spark, arguments.input, arguments.output, arguments.pipeline, arguments.partitions)
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
