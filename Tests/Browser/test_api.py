"""The HTTP API, its limits, and who may come in; no browser but http.client."""

import gzip
import http.client
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest

from support import PIPELINE, ROOT, SAMPLES, Server, database, extracted, run


class Client(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="pipeline-api-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.database = database(cls.folder)

    def ask(self, method, path, body=None, headers=None, server=None):
        connection = http.client.HTTPConnection("127.0.0.1", (server or self.server).port, timeout=30)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer, content

    def json(self, *arguments, status=200, **options):
        answer, content = self.ask(*arguments, **options)
        self.assertEqual(answer.status, status, content[:300])
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        return json.loads(content)


class APITest(Client):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = Server("--db", cls.database)
        cls.addClassCleanup(lambda: cls.server.stop())

    def test_extract_answers_as_the_command_line(self):
        for sample in SAMPLES:
            document = extracted(sample)
            got = self.json(
                "POST", f"/api/extract?text&id={sample.stem}", sample.read_bytes(),
                {"Content-Type": "text/plain"})
            document["document"]["source"] = got["document"]["source"]
            self.assertEqual(got, document)

    def test_extract_takes_json_and_gzip(self):
        text = (ROOT / "samples/agency.txt").read_text()
        plain = self.json("POST", "/api/extract", text.encode(), {"Content-Type": "text/plain"})
        zipped = self.json(
            "POST", "/api/extract", gzip.compress(text.encode()),
            {"Content-Type": "text/plain", "Content-Encoding": "gzip"})
        self.assertEqual(plain, zipped)
        body = json.dumps({"text": text, "id": "n1", "date": "2024-09-15"}).encode()
        record = self.json("POST", "/api/extract", body, {"Content-Type": "application/json"})
        self.assertEqual(record["document"]["id"], "n1")
        self.assertEqual(len(record["articles"][0]["quotes"]), len(plain["articles"][0]["quotes"]))

    def test_errors_have_a_code_and_an_explanation(self):
        for status, error, arguments in [
            (400, "empty", ("POST", "/api/extract", b"", {"Content-Type": "text/plain"})),
            (415, "media-type", ("POST", "/api/extract", b"x", {"Content-Type": "image/png"})),
            (422, "unusable-text",
             ("POST", "/api/extract", b"{", {"Content-Type": "application/json"})),
            (422, "unusable-text",
             ("POST", "/api/extract", b"\x1f\x8bno", {"Content-Type": "application/gzip"})),
            (400, "offsets",
             ("POST", "/api/extract?offsets=words", b"x", {"Content-Type": "text/plain"})),
            (404, "not-found", ("GET", "/api/nothing")),
            (404, "not-found", ("GET", "/assets/..%2f..%2fetc/passwd")),
            (404, "not-found", ("GET", "/assets/../../../etc/passwd")),
        ]:
            found = self.json(*arguments, status=status)
            self.assertEqual((found["code"], found["error"]), (status, error))
            self.assertTrue(found["message"])

    def test_sizes_are_limited(self):
        limit = 2 << 20
        big = "说".encode() * (limit // 3 + 10)
        self.json("POST", "/api/extract", big, {"Content-Type": "text/plain"}, status=413)
        bomb = gzip.compress(b"\xe4\xb8\xad" * (40 << 20))
        self.json(
            "POST", "/api/extract", bomb,
            {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, status=422)
        # Chunks without a length.
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request(
            "POST", "/api/extract", iter([big[:100_000]] * 40),
            {"Content-Type": "text/plain", "Transfer-Encoding": "chunked"}, encode_chunked=True)
        self.assertEqual(connection.getresponse().status, 413)
        connection.close()
        answer, _ = self.ask("GET", "/" + "x" * 100_000)
        self.assertGreaterEqual(answer.status, 400)
        self.assertEqual(self.ask("GET", "/healthz")[0].status, 200)

    def test_lists_are_turned_over_page_by_page(self):
        for name, command in [("quotes", "quotes"), ("figures", "figures")]:
            rows, path = [], f"/api/{name}?limit=7"
            while path:
                page = self.json("GET", path)
                rows += page["items"]
                path = page["next"]
            self.assertEqual(len(rows), page["total"])
            self.assertEqual(len({row["id"] for row in rows}), len(rows))
            csv = json.loads(run(command, "--db", self.database, "--format", "json"))
            self.assertEqual(
                sorted({(row["document"], row["start"], row["text"]) for row in csv}),
                sorted({(row["document"], row["start"], row["text"]) for row in rows}))

    def test_filters_are_those_of_the_command_line(self):
        for query, arguments in [
            ("speaker=陆怀谷", ["--speaker", "陆怀谷"]), ("type=mixed", ["--type", "mixed"]),
            ("about=冰岛", ["--about", "冰岛"]), ("since=2020-01-01", ["--since", "2020-01-01"]),
        ]:
            page = self.json("GET", "/api/quotes?limit=500&" + http_quote(query))
            wanted = json.loads(
                run("quotes", "--db", self.database, "--format", "json", *arguments))
            self.assertEqual(
                sorted(row["text"] for row in page["items"]),
                sorted({(row["document"], row["start"]): row["text"] for row in wanted}.values()),
                query)

    def test_description_names_every_path(self):
        description = self.json("GET", "/api")
        self.assertEqual(description["openapi"], "3.1.0")
        for path, methods in description["paths"].items():
            if "get" in methods:
                self.assertEqual(self.ask("GET", path)[0].status, 200, path)
        names = set(description["components"]["schemas"])
        text = json.dumps(description)
        for name in ("Quote", "Entity", "Figure", "Article", "Error"):
            self.assertIn(name, names)
            self.assertIn(f"#/components/schemas/{name}", text)
        for name, path in [("Quote", "quotes"), ("Entity", "entities"), ("Figure", "figures"),
                           ("Article", "articles")]:
            item = self.json("GET", f"/api/{path}?limit=1")["items"][0]
            self.assertLessEqual(
                set(item), set(description["components"]["schemas"][name]["properties"]))

    def test_metrics_are_counted(self):
        self.ask("GET", "/healthz")
        answer, content = self.ask("GET", "/metrics")
        self.assertIn('route="/healthz",method="GET",status="200"', content.decode())
        self.assertIn('pipeline_http_request_seconds_bucket', content.decode())

    def test_every_answer_forbids_what_pages_do_not_need(self):
        for path in ("/", "/api", "/nothing", "/assets/page.css"):
            answer, _ = self.ask("GET", path, headers={"Accept": "text/html"})
            policy = answer.headers["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")

    def test_other_names_and_other_sites_are_refused(self):
        for host in ("evil.example", "127.0.0.1.evil.example", "127.evil", ""):
            answer, _ = self.ask("GET", "/", headers={"Host": host})
            self.assertEqual(answer.status, 421, host)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        body = b"from=person:a&to=person:b"
        for extra in ({}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            answer, _ = self.ask("POST", "/decisions/merge", body, {**form, **extra})
            self.assertEqual(answer.status, 403, extra)
        answer, _ = self.ask(
            "POST", "/api/extract", "中文".encode(), {"Sec-Fetch-Site": "cross-site"})
        self.assertEqual(answer.status, 403)

    def test_no_field_gets_into_the_page_as_markup(self):
        evil = "%22%CC%81%3E%3Cscript%3Ealert(1)%3C/script%3E"
        for path in ("/quotes?speaker=", "/quotes?q=", "/articles?q=", "/entities?name=",
                     "/figures?unit=", "/overview?names=", "/?lang=", "/quotes?notice="):
            _, content = self.ask("GET", path + evil, headers={"Accept": "text/html"})
            self.assertNotIn(b"<script>alert", content, path)
            self.assertNotIn('value=""\u0301>'.encode(), content, path)


def http_quote(query):
    from urllib.parse import quote
    name, value = query.split("=")
    return name + "=" + quote(value)


class TokenTest(Client):
    def test_only_who_has_the_token_comes_in(self):
        server = Server("--db", self.database, environment={"PIPELINE_TOKEN": "opensesame"})
        self.addCleanup(server.stop)
        self.json("GET", "/api/quotes", status=401, server=server)
        self.json(
            "GET", "/api/quotes", None, {"Authorization": "Bearer wrong"}, status=401,
            server=server)
        self.json("GET", "/api/quotes", None, {"Authorization": "Bearer opensesame"}, server=server)
        answer, _ = self.ask("GET", "/", headers={"Accept": "text/html"}, server=server)
        self.assertEqual((answer.status, answer.headers["Location"]), (303, "/login"))
        _, page = self.ask("GET", "/login", server=server)
        word = page.split(b'name="csrf" value="')[1].split(b'"')[0].decode()
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer, _ = self.ask("POST", "/login", f"csrf={word}&token=no", form, server=server)
        self.assertEqual(answer.status, 403)
        answer, _ = self.ask("POST", "/login", f"csrf={word}&token=opensesame", form, server=server)
        cookie = answer.headers["Set-Cookie"]
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Strict", cookie)
        self.assertNotIn("opensesame", cookie)
        answer, _ = self.ask(
            "GET", "/quotes", headers={"Cookie": cookie.split(";")[0]}, server=server)
        self.assertEqual(answer.status, 200)
        self.assertEqual(self.ask("GET", "/healthz", server=server)[0].status, 200)

    def test_beyond_this_machine_only_with_a_token(self):
        done = subprocess.run(
            [PIPELINE, "serve", "--host", "0.0.0.0", "--port", "0"], capture_output=True, timeout=20,
            text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--token", done.stderr)
        server = Server("--host", "0.0.0.0", "--token", "t")
        self.addCleanup(server.stop)
        self.json("GET", "/api/quotes", status=401, server=server)

    def test_read_only_takes_no_corrections(self):
        server = Server("--db", self.database, "--read-only")
        self.addCleanup(server.stop)
        _, page = self.ask("GET", "/entities/1", server=server)
        self.assertNotIn(b"/decisions/merge", page)

    def test_ends_gracefully(self):
        server = Server("--db", self.database)
        # A connection that is kept open does not hold it up.
        with socket.create_connection(("127.0.0.1", server.port)) as idle:
            idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertIn(b"200", idle.recv(1000))
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
