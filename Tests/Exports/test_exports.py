"""Every output is loaded by the tool that it is made for, or by its Python library.

Run by scripts/export-tests; PIPELINE names the binary. A tool that is not there skips its tests with a message.
"""

import asyncio
import csv
import importlib.util
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PIPELINE = os.environ["PIPELINE"]
TABLES = ["quotes", "mentions", "entities", "figures", "dates", "articles"]


def needs(module):
    return unittest.skipUnless(importlib.util.find_spec(module), f"no {module}: it could not be installed")


class ExportTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.db = os.path.join(cls.folder, "news.db")
        cls.ndjson = os.path.join(cls.folder, "news.ndjson")
        cls.run_pipeline("batch", "samples/*.txt", "--date", "2024-05-17", "--into", cls.db, "-o", cls.ndjson, "--text", "-q")

    @classmethod
    def run_pipeline(cls, *arguments, env=None, status=0):
        run = subprocess.run([PIPELINE, *arguments, "--lang", "en"], cwd=ROOT, capture_output=True, text=True,
                             env=env, check=False)
        assert run.returncode == status, (arguments, run.stderr)
        return run

    def export(self, format, name, *more, env=None):
        path = os.path.join(self.folder, name)
        self.run_pipeline("export", "--format", format, "--db", self.db, "-o", path, *more, env=env)
        return path

    def rows(self, sql):
        return sqlite3.connect(self.db).execute(sql).fetchall()

    def count(self, table):
        view = {"entities": "v_entities", "dates": "dates", "articles": "v_articles"}.get(table, "v_" + table)
        return self.rows(f"SELECT count(*) FROM {view}")[0][0]

    # SQLite

    def test_sqlite(self):
        found = self.rows("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH '工程'")[0][0]
        self.assertGreater(found, 0)
        for (view,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'view'"):
            self.assertGreater(self.rows(f"SELECT count(*) FROM {view}")[0][0], 0, view)
        shell = shutil.which("sqlite3")
        if shell:
            said = subprocess.run([shell, self.db, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH '工程'"],
                                  capture_output=True, text=True, check=True).stdout
            self.assertGreater(int(said), 0)

    @needs("datasette")
    def test_datasette(self):
        from datasette.app import Datasette

        async def counts():
            site = Datasette([self.db])
            async def rows(question):
                return (await site.client.get("/news/articles.json?_shape=array&_size=max" + question)).json()
            return len(await rows("&_search=工程")), len(await rows(""))

        found, all_ = asyncio.run(counts())
        self.assertTrue(0 < found < all_)

    # Tables

    def test_csv(self):
        for table in TABLES:
            with open(self.export("csv", f"{table}.csv", "--table", table), newline="", encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
            self.assertEqual(len(rows), self.count(table), table)
            self.assertTrue(all(None not in row and None not in row.values() for row in rows))

    def test_ndjson_table(self):
        with open(self.export("ndjson", "q.ndjson"), "rb") as file:
            rows = [json.loads(line) for line in file]
        self.assertEqual(len(rows), self.count("quotes"))
        for row in rows:
            self.assertIsInstance(row["negated"], bool)
            self.assertEqual(row["spans"][0][0], row["start"])

    def with_tools(self, **tools):
        """An environment in which only these tools are found: name, and what it runs."""
        folder = tempfile.mkdtemp(dir=self.folder)
        for name, script in {"duckdb": "exit 1", "python3": "exit 1", **tools}.items():
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(f"#!/bin/sh\n{script}\n")
            os.chmod(path, 0o755)
        return {**os.environ, "PATH": folder + ":/usr/bin:/bin"}

    def check_parquet(self, env, how):
        import pyarrow as pa
        import pyarrow.parquet

        wanted = {
            "quotes": {"id": pa.int64(), "day": pa.date32(), "text": pa.string(), "negated": pa.bool_(),
                       "confidence": pa.float64(), "spans": pa.list_(pa.list_(pa.int64()))},
            "figures": {"value": pa.float64(), "minimum": pa.float64(), "unit": pa.string(), "start": pa.int64()},
            "dates": {"value": pa.string(), "date": pa.date32(), "moment": pa.timestamp("us")},
            "articles": {"day": pa.date32(), "bylines": pa.list_(pa.string()), "duplicate_of": pa.int64()},
            "mentions": {"confidence": pa.float64(), "day": pa.date32()},
            "entities": {"mentions": pa.int64(), "documents": pa.int64()},
        }
        for table in TABLES:
            path = self.export("parquet", f"{how}-{table}.parquet", "--table", table, env=env)
            read = pyarrow.parquet.read_table(path)
            self.assertEqual(read.num_rows, self.count(table), table)
            for column, type_ in wanted[table].items():
                found = read.schema.field(column).type
                # The names of a list's elements are the writer's.
                self.assertEqual(str(found).replace("element:", "item:").replace("child:", "item:"), str(type_),
                                 (how, table, column))
        days = pyarrow.parquet.read_table(os.path.join(self.folder, f"{how}-dates.parquet"))
        self.assertTrue(any(days["date"].to_pylist()))
        quotes = pyarrow.parquet.read_table(os.path.join(self.folder, f"{how}-quotes.parquet"))
        self.assertEqual(
            [tuple(row.values()) for row in quotes.select(["id", "text", "speaker"]).to_pylist()],
            self.rows("SELECT id, text, speaker FROM v_quotes ORDER BY id"))
        if importlib.util.find_spec("duckdb"):
            import duckdb
            count = duckdb.connect().execute(
                f"SELECT count(*) FROM '{self.folder}/{how}-articles.parquet' WHERE day >= DATE '2000-01-01'").fetchone()
            self.assertGreater(count[0], 0)

    @needs("pyarrow")
    @needs("duckdb")
    def test_parquet_by_duckdb(self):
        self.check_parquet(self.with_tools(python3=f'exec "{sys.executable}" "$@"'), "duckdb")

    @needs("pyarrow")
    def test_parquet_by_pyarrow(self):
        script = f'case "$2" in *duckdb*) exit 1;; esac\nexec "{sys.executable}" "$@"'
        self.check_parquet(self.with_tools(python3=script), "pyarrow")

    @needs("pyarrow")
    def test_parquet_by_the_command_line_of_duckdb(self):
        tool = os.path.join(os.path.dirname(sys.executable), "duckdb")
        if not os.path.exists(tool):
            self.skipTest("no duckdb-cli: it could not be installed")
        self.check_parquet(self.with_tools(duckdb=f'exec "{tool}" "$@"'), "command")

    def test_parquet_without_a_tool_says_what_to_install(self):
        run = self.run_pipeline("export", "--format", "parquet", "--db", self.db, "-o", self.folder + "/no.parquet",
                                env=self.with_tools(), status=2)
        self.assertIn("pip install duckdb-cli", run.stderr)
        self.assertEqual([name for name in os.listdir(self.folder) if "no.parquet" in name], [])

    # Annotated texts

    @needs("conllu")
    def test_conllu(self):
        import conllu

        with open(self.export("conllu", "a.conllu"), encoding="utf-8") as file:
            sentences = list(conllu.parse_incr(file))
        self.assertGreater(len(sentences), 20)
        entities = [t["misc"]["Entity"] for s in sentences for t in s if "Entity" in (t["misc"] or {})]
        self.assertTrue(any(e.startswith("B-PER") for e in entities))
        for sentence in sentences:
            self.assertEqual([t["id"] for t in sentence], list(range(1, len(sentence) + 1)))

    def test_label_studio(self):
        with open(self.export("label-studio", "ls.json"), encoding="utf-8") as file:
            tasks = json.load(file)
        count = 0
        for task in tasks:
            for result in task["predictions"][0]["result"]:
                if "text" in result.get("value", {}):
                    value = result["value"]
                    self.assertEqual(task["data"]["text"][value["start"]:value["end"]], value["text"])
                    count += 1
        self.assertGreater(count, 100)

    def test_web_annotation(self):
        with open(self.export("w3c-annotation", "w3c.json"), encoding="utf-8") as file:
            page = json.load(file)
        self.assertEqual(page["@context"], "http://www.w3.org/ns/anno.jsonld")
        self.assertGreater(len(page["items"]), 100)
        for item in page["items"]:
            self.assertEqual(item["type"], "Annotation")
            self.assertTrue(item["target"])

    def test_brat(self):
        folder = self.export("brat", "brat")
        count = 0
        for name in os.listdir(folder):
            if not name.endswith(".ann"):
                continue
            with open(f"{folder}/{name[:-4]}.txt", newline="", encoding="utf-8") as file:
                text = file.read()
            with open(f"{folder}/{name}", encoding="utf-8") as file:
                for line in file:
                    if line[0] != "T":
                        continue
                    _, where, words = line.rstrip("\n").split("\t")
                    spans = [tuple(map(int, span.split())) for span in where.split(" ", 1)[1].split(";")]
                    self.assertEqual(" ".join(text[a:b] for a, b in spans).replace("\n", " "), words)
                    count += 1
        self.assertGreater(count, 100)

    # The lines of `batch --output`

    @needs("jsonschema")
    def test_schema(self):
        import jsonschema

        with open(os.path.join(ROOT, "docs/schema.json"), encoding="utf-8") as file:
            validator = jsonschema.Draft202012Validator(json.load(file))
        with open(self.ndjson, "rb") as file:
            lines = [json.loads(line) for line in file]
        self.assertEqual(len(lines), len([n for n in os.listdir(ROOT + "/samples") if n.endswith(".txt")]))
        for line in lines:
            validator.validate(line)


if __name__ == "__main__":
    unittest.main()
