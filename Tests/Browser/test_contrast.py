"""Every colour of text is readable on every ground that it stands on (WCAG 2.2, AA: 4.5 to 1)."""

import re
import unittest

from support import ROOT

# Texts, and the grounds on which each may stand.
GROUNDS = ["paper", "raised", "statement", "nested", "lit", "mark"]
TEXTS = ["ink", "person", "organization", "place", "figure", "date"]
OTHERS = [
    ("soft", "paper"), ("soft", "raised"), ("soft", "mark"), ("accent", "paper"),
    ("on-shade", "s1"), ("on-shade", "s2"), ("on-shade", "s3"), ("on-deep", "s5"),
]


def luminance(colour):
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class ContrastTest(unittest.TestCase):
    def test_both_schemes(self):
        sheet = (ROOT / "Sources/CPages/files/page.css").read_text()
        blocks = re.findall(r":root \{(.*?)\}", sheet, re.S)
        light = dict(re.findall(r"--([\w-]+): (#[0-9a-fA-F]{6});", blocks[0]))
        dark = {**light, **dict(re.findall(r"--([\w-]+): (#[0-9a-fA-F]{6});", blocks[1]))}
        pairs = [(text, ground) for text in TEXTS for ground in GROUNDS] + OTHERS
        for name, colours in (("light", light), ("dark", dark)):
            for text, ground in pairs:
                with self.subTest(scheme=name, text=text, ground=ground):
                    self.assertGreaterEqual(contrast(colours[text], colours[ground]), 4.5)
