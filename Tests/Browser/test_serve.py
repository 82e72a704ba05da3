"""The pages of the server: paste, browse, correct, download."""

import json
import pathlib
import re

from support import ROOT, SAMPLES, BrowserTest, Server, database, extracted, run
from test_report import HOSTILE


class ServeTest(BrowserTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = database(cls.folder)
        cls.server = Server("--db", cls.database)
        cls.addClassCleanup(lambda: cls.server.stop())

    def go(self, path, **options):
        page = self.page(**options)
        page.goto(self.server.at + path)
        return page

    def test_pasted_samples_are_marked_as_the_command_line_does(self):
        page = self.page()
        for sample in SAMPLES:
            document = extracted(sample)
            page.goto(self.server.at + "/")
            page.locator("textarea").fill(document["document"]["text"])
            page.get_by_role("button", name="分析").click()
            for number, article in enumerate(document["articles"], 1):
                self.assert_marked(page, article, number, f"a{number}")
        self.assertEqual(page.problems, [])
        self.assertTrue(all(url.startswith(self.server.at) for url in page.requests
                            if not url.startswith("data:")))
        self.picture(page, "analysis")

    def test_file_in_another_encoding_is_taken_as_it_is(self):
        sample = ROOT / "samples/flood-gb18030.txt"
        page = self.go("/")
        page.locator("input[type=file]").set_input_files(sample)
        page.wait_for_selector("#a1 .st")
        self.assert_marked(page, extracted(sample)["articles"][0], 1, "a1")

    def test_pasting_works_without_script(self):
        page = self.go("/", java_script_enabled=False)
        page.locator("textarea").fill(extracted(ROOT / "samples/agency.txt")["document"]["text"])
        page.get_by_role("button", name="分析").click()
        self.assertGreater(page.locator("#a1 .st").count(), 5)

    def test_hostile_article_does_nothing(self):
        page = self.go("/?lang=en")
        page.locator("textarea").fill(HOSTILE.replace("\0", ""))
        page.get_by_role("button", name="Analyse").click()
        page.wait_for_selector("#a1")
        self.assertIsNone(page.evaluate("window.caught || null"))
        self.assertEqual(page.locator("main :is(script, img, b)").count(), 0)
        self.assertEqual(page.problems, [])

    def test_statements_of_one_speaker_and_their_download(self):
        page = self.go("/quotes")
        speaker = "英格丽·哈尔沃森"
        page.get_by_label("说话人").fill(speaker)
        page.get_by_role("button", name="显示").click()
        names = page.locator(".row .who a.m").all_inner_texts()
        self.assertGreater(len(names), 0)
        self.assertEqual(set(names), {speaker})
        with page.expect_download() as download:
            page.get_by_role("link", name="CSV").click()
        wanted = run(
            "quotes", "--db", self.database, "--speaker", speaker, "--format", "csv")
        got = pathlib.Path(download.value.path()).read_bytes().decode()
        self.assertEqual(got, wanted)
        self.assertEqual(len(wanted.splitlines()) - 1, len(names))
        with page.expect_download() as download:
            page.get_by_role("link", name="NDJSON").click()
        lines = pathlib.Path(download.value.path()).read_text("utf-8").splitlines()
        self.assertEqual(
            [json.loads(line) for line in lines],
            json.loads(run(
                "quotes", "--db", self.database, "--speaker", speaker, "--format", "json")))
        # A statement opens its article at the place.
        page.locator(".row blockquote a").first.click()
        name = page.url.split("#")[1]
        self.assertIn("on", page.locator(f"#{name}").get_attribute("class").split())

    def test_all_downloads_are_the_command_lines(self):
        page = self.go("/")
        for path, arguments in [
            ("/quotes.csv", ["quotes"]), ("/figures.csv?unit=%25", ["figures", "--unit", "%"]),
            ("/entities.csv?type=person", ["entities", "top", "--type", "person", "--top", "9999"]),
            ("/search.csv?q=供暖", ["search", "供暖"]),
        ]:
            answer = page.request.get(self.server.at + path)
            self.assertEqual(answer.status, 200, path)
            self.assertEqual(
                answer.text(), run(*arguments, "--db", self.database, "--format", "csv"), path)

    def test_search_finds_two_character_words(self):
        page = self.go("/")
        page.get_by_label("检索文章").fill("供暖")
        page.get_by_role("button", name="检索").click()
        self.assertIn("青禾县", page.locator(".row").first.inner_text())
        page.locator(".row a").first.click()
        self.assertGreater(page.locator(".text .st").count(), 0)

    def test_profile_shows_titles_cues_and_statements(self):
        page = self.go("/quotes?speaker=英格丽·哈尔沃森")
        page.locator(".row .who a.m").first.click()
        text = page.locator("main").inner_text()
        for part in ["渔业大臣", "最常用的提示词", "谈及"]:
            self.assertIn(part, text)
        self.assertEqual(page.problems, [])
        self.picture(page, "profile", full_page=True)

    def test_every_page_opens_in_both_languages_and_on_a_phone(self):
        for path in ["/", "/articles", "/articles/1", "/quotes", "/entities", "/entities/1",
                     "/figures", "/overview", "/decisions"]:
            name = path.strip("/").replace("/", "-") or "home"
            for language in ("zh", "en"):
                page = self.go(f"{path}?lang={language}")
                self.assertEqual(page.problems, [], path)
                body = page.locator("main").inner_text()
                self.assertNotIn("[[", body)
                self.assertNotIn("Optional(", body)
                if language == "en":
                    heading = page.locator("nav").first.inner_text()
                    self.assertFalse(re.search("[一-鿿]", heading), heading)
                # Whoever cannot see has a name for everything that can be filled in.
                for field in page.locator(
                        "main :is(input:not([type=hidden]), select, textarea)").all():
                    self.assertTrue(field.evaluate(
                        "(field) => field.labels.length > 0 || field.ariaLabel"), path)
            phone = self.go(path, viewport={"width": 390, "height": 844}, device_scale_factor=2)
            self.assertLessEqual(
                phone.evaluate("document.documentElement.scrollWidth"), 390, path)
            self.picture(phone, f"{name}-phone")
            dark = self.go(path, color_scheme="dark")
            self.picture(dark, f"{name}-dark")
            light = self.go(path)
            self.picture(light, name)


class CorrectionTest(BrowserTest):
    def setUp(self):
        self.database = self.folder / f"{self.id().split('.')[-1]}.db"
        run("batch", *SAMPLES, "--into", self.database, "-q")
        self.server = Server("--db", self.database)
        self.addCleanup(lambda: self.server.stop())

    def again(self):
        """Everything is read anew, as a newer version of the program would."""
        run("batch", *SAMPLES, "--into", self.database, "-q", "--force")

    def speakers(self, text):
        rows = json.loads(run("quotes", "--db", self.database, "--format", "json"))
        return [row["speaker"] for row in rows if row["text"] == text]

    def test_merge_is_kept_and_can_be_undone(self):
        page = self.page()
        page.goto(self.server.at + "/entities?name=白景川")
        page.locator("main a.m").first.click()
        page.get_by_label("与之为同一个").fill("冯秀珍")
        page.get_by_role("button", name="合并").click()
        self.assertIn("已保存", page.locator("[role=status]").inner_text())
        said = "以前一到冬天，县城上空总是灰蒙蒙的，…现在锅炉房拆了17座，天也蓝了。"
        self.assertEqual(self.speakers(said), ["冯秀珍"])
        self.again()
        self.assertEqual(self.speakers(said), ["冯秀珍"])
        page.goto(self.server.at + "/decisions")
        page.get_by_role("button", name="撤销").click()
        self.assertEqual(self.speakers(said), ["白景川"])
        self.assertEqual(page.problems, [])

    def test_speaker_is_kept_and_can_be_undone(self):
        said = "我们不想把图书馆办成书的仓库，而要办成城市的客厅。"
        page = self.page()
        page.goto(self.server.at + "/quotes?q=城市的客厅")
        page.locator(".row blockquote a").first.click()
        entry = page.locator(".entry", has_text="城市的客厅")
        entry.locator("summary").click()
        entry.locator("select").select_option(label="刘子昂")
        entry.get_by_role("button", name="更正").click()
        self.assertIn("已保存", page.locator("[role=status]").inner_text())
        self.assertEqual(self.speakers(said), ["刘子昂"])
        self.again()
        self.assertEqual(self.speakers(said), ["刘子昂"])
        # Somebody whom the article does not name, then nobody.
        for name in ("郑远图", None):
            entry = page.locator(".entry", has_text="城市的客厅")
            page.goto(self.server.at + "/quotes?q=城市的客厅")
            page.locator(".row blockquote a").first.click()
            entry.locator("summary").click()
            if name:
                entry.get_by_label("或").fill(name)
            else:
                entry.locator("select").select_option("")
            entry.get_by_role("button", name="更正").click()
            page.wait_for_selector("[role=status]")
            self.assertEqual(self.speakers(said), [name])
        self.again()
        page.goto(self.server.at + "/decisions")
        page.get_by_role("button", name="撤销").click()
        self.assertEqual(self.speakers(said), ["钟毓秀"])
        self.assertEqual(page.problems, [])
