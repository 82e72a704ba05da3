"""The report: one file that shows what was found and does nothing else."""

from support import ROOT, SAMPLES, BrowserTest, extracted, run

HOSTILE = (
    "外长回应\n"
    "外交部发言人林守正12日说：“<script>window.caught = 1</script>我们<img src=x onerror='caught=1'>欢迎。”\n"
    "\u202e他还说：“\u2066合作\u2069是\u202b好\u202c事，&lt;b&gt;不变。”\u200f\n"
    "“\"\u0301 onmouseover=caught=1 x=\"\u0301”，记者王小明写道。\U0001f30a\0\r\n"
)


class ReportTest(BrowserTest):
    def report(self, *arguments):
        path = self.folder / "report.html"
        run("report", *arguments, "-o", path)
        return path.as_uri()

    def test_highlights_are_at_their_characters_and_nothing_is_fetched(self):
        page = self.page()
        address = self.report("--lang", "zh", *SAMPLES)
        page.goto(address)
        number = 0
        for sample in SAMPLES:
            for article in extracted(sample)["articles"]:
                number += 1
                self.assert_marked(page, article, number, f"a{number}")
        self.assertEqual(page.requests, [address])
        self.assertEqual(page.problems, [])
        self.picture(page, "report", full_page=True)

    def test_statement_and_speaker_light_up_together(self):
        page = self.page()
        page.goto(self.report("--lang", "zh", ROOT / "samples/agency.txt"))
        statement = page.locator("#a1-q1")
        by = statement.get_attribute("data-by")
        statement.hover()
        self.assertIn("on", statement.get_attribute("class").split())
        for mention in page.locator(f".text [data-e='{by}']").all():
            self.assertIn("on", mention.get_attribute("class").split())
        # A click keeps it lit when the pointer goes elsewhere; Escape lets it go.
        statement.click()
        page.mouse.move(5, 5)
        self.assertIn("on", statement.get_attribute("class").split())
        self.assertIn("on", page.locator(".entry[data-s='a1-q1']").get_attribute("class").split())
        page.keyboard.press("Escape")
        self.assertNotIn("on", statement.get_attribute("class").split())

    def test_keyboard_reaches_every_statement(self):
        page = self.page()
        page.goto(self.report("--lang", "zh", ROOT / "samples/agency.txt"))
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.id"))
        wanted = {f"a1-{quote['id']}" for quote in extracted(
            ROOT / "samples/agency.txt")["articles"][0]["quotes"]}
        self.assertLessEqual(wanted, reached)

    def test_one_speaker_can_be_chosen(self):
        page = self.page()
        page.goto(self.report("--lang", "zh", *SAMPLES))
        choice = page.locator("[data-filter=speaker]")
        choice.select_option(index=1)
        key = choice.input_value()
        sections = page.locator("section.speaker:visible")
        self.assertGreater(sections.count(), 0)
        for section in sections.all():
            self.assertIn(key, section.get_attribute("data-speaker").split("\n"))

    def test_hostile_article_does_nothing(self):
        path = self.folder / "hostile.txt"
        path.write_text(HOSTILE, encoding="utf-8", newline="")
        page = self.page()
        address = self.report("--lang", "en", path)
        page.goto(address)
        self.assertIsNone(page.evaluate("window.caught || null"))
        self.assertEqual(page.locator("main :is(script, img, b)").count(), 0)
        self.assertEqual(page.requests, [address])
        self.assertEqual(page.problems, [])
        document = extracted(path)
        shown = page.eval_on_selector("#a1 .text", "(root) => root.textContent")
        article = document["articles"][0]
        text = document["document"]["text"][article["start"]:article["end"]]
        self.assertEqual(shown, text.replace("\0", "\ufffd"))
        # A mark that turns the direction around ends with itself: the line below reads as always.
        box = page.evaluate(
            """() => { const line = [...document.querySelectorAll('.text p')]
                 .find((p) => p.textContent.includes('他还说'));
               const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
               const places = [];
               while (walk.nextNode()) for (let i = 0; i < walk.currentNode.length; i++) {
                 const range = document.createRange();
                 range.setStart(walk.currentNode, i); range.setEnd(walk.currentNode, i + 1);
                 if ('他还说'.includes(range.toString()))
                   places.push(range.getBoundingClientRect().left);
               }
               return places; }""")
        self.assertEqual(box, sorted(box))

    def test_phone_dark_and_print(self):
        address = self.report("--lang", "zh", *SAMPLES)
        phone = self.page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
        phone.goto(address + "#a2")
        self.assertLessEqual(
            phone.evaluate("document.documentElement.scrollWidth"), 390, "wider than the phone")
        self.picture(phone, "report-phone")
        dark = self.page(color_scheme="dark")
        dark.goto(address + "#a2")
        self.picture(dark, "report-dark")
        light = self.page()
        light.goto(address)
        light.emulate_media(media="print")
        self.assertFalse(light.locator(".legend").first.is_visible())
        self.picture(light, "report-print")

    def test_works_without_script(self):
        page = self.page(java_script_enabled=False)
        page.goto(self.report("--lang", "en", ROOT / "samples/agency.txt"))
        page.locator("#show-person").uncheck()
        page.locator(".entry a").first.click()
        self.assertTrue(page.url.endswith("#a1-q1"))

    def test_report_of_a_database_is_the_report_of_its_texts(self):
        from support import database
        path = self.folder / "from.html"
        run("report", "--from", database(self.folder), "-o", path, "--lang", "zh")
        page = self.page()
        page.goto(path.as_uri())
        number = 0
        for sample in SAMPLES:
            for article in extracted(sample)["articles"]:
                number += 1
                self.assert_marked(page, article, number, f"a{number}")
        self.assertEqual(page.problems, [])
