"""The program, its server and a browser, for the tests of the pages."""

import functools
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PIPELINE = os.environ.get("PIPELINE", str(ROOT / ".build/release/pipeline"))
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))

# For each kind of element the code points of the text that are inside, counted as the output does.
POSITIONS = """
(root) => {
  const found = {};
  let at = 0;
  const note = (key) => (found[key] = found[key] || []).push(at);
  const walk = (node, inside) => {
    if (node.nodeType === Node.TEXT_NODE) {
      for (const _ of node.data) { for (const key of inside) note(key); at += 1; }
      return;
    }
    let own = inside;
    const list = node.classList;
    if (list && list.contains("st")) own = own.concat("st " + node.dataset.s);
    if (list && list.contains("cue")) own = own.concat("cue " + node.dataset.s);
    if (list && list.contains("src")) own = own.concat("src " + node.dataset.s);
    if (list && list.contains("m")) own = own.concat("m " + node.dataset.e);
    if (list && list.contains("fig")) own = own.concat("fig");
    if (list && list.contains("dt")) own = own.concat("dt");
    if (list && list.contains("mk")) own = own.concat("mk");
    for (const child of node.childNodes) walk(child, own);
  };
  walk(root, []);
  return found;
}
"""


def run(*arguments, status=0, **options):
    done = subprocess.run([PIPELINE, *map(str, arguments)], capture_output=True, **options)
    assert done.returncode == status, (arguments, done.returncode, done.stderr.decode())
    return done.stdout.decode()


class Server:
    """A server on a free port; its address is `at`."""

    def __init__(self, *arguments, environment=None):
        self.process = subprocess.Popen(
            [PIPELINE, "serve", "--port", "0", "--lang", "zh", *map(str, arguments)],
            stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
        for line in self.process.stderr:
            found = re.search(r"http://(?:127\.0\.0\.1|localhost|0\.0\.0\.0):(\d+)/", line)
            if found:
                self.port = int(found.group(1))
                self.at = f"http://127.0.0.1:{self.port}"
                return
        raise AssertionError("the server did not start")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(10)
        self.process.stderr.close()
        return status


class BrowserTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="pipeline-browser-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        playwright = sync_playwright().start()
        cls.addClassCleanup(playwright.stop)
        cls.browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        cls.addClassCleanup(cls.browser.close)

    def page(self, **options):
        """A page that notes what it asks for and what goes wrong in it."""
        context = self.browser.new_context(reduced_motion="reduce", **options)
        self.addCleanup(context.close)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.requests = []
        page.problems = []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("dialog", lambda dialog: (page.problems.append("dialog"), dialog.dismiss()))
        page.on(
            "console",
            lambda message: page.problems.append(message.text)
            if message.type in ("error", "warning") else None)
        return page

    def picture(self, page, name, **options):
        """Screenshots go to a folder of the user's, never into the tree."""
        folder = os.environ.get("SCREENSHOTS")
        if folder:
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=pathlib.Path(folder) / f"{name}.png", **options)

    def assert_marked(self, page, article, number, prefix):
        """What is highlighted is what the command line found, to the character."""
        start = article["start"]
        found = page.eval_on_selector(f"#{prefix} .text", POSITIONS)

        def places(*spans):
            return sorted({at - start for span in spans for at in range(*span)})

        def pair(thing):
            return (thing["start"], thing["end"])

        for quote in article["quotes"]:
            name = f"{prefix}-{quote['id']}"
            self.assertEqual(
                sorted(set(found.get("st " + name, []))), places(*quote["spans"]), quote["text"])
            for kind, part in (("cue", quote["cue"]), ("src", quote["source"])):
                if part:
                    self.assertEqual(sorted(set(found[f"{kind} {name}"])), places(pair(part)))
        for entity in article["entities"]:
            self.assertEqual(
                sorted(set(found.get(f"m {prefix}-{entity['id']}", []))),
                places(*map(pair, entity["mentions"])), entity["name"])
        for kind, things in (
            ("fig", article["figures"]), ("dt", article["dates"]), ("mk", article["marks"])):
            self.assertEqual(sorted(set(found.get(kind, []))), places(*map(pair, things)), kind)


@functools.cache
def extracted(path):
    return json.loads(run("extract", "--text", path))


def database(folder):
    """A database of the samples."""
    path = folder / "samples.db"
    if not path.exists():
        run("batch", *SAMPLES, "--into", path, "-q")
    return path
