"""Pictures of every kind of page: wide, phone, dark and print.

Print is what a printer would get: the first sheets, side by side.

Usage: python tests/browser/screenshots.py [FOLDER] [NAME...]     (default: tests/screenshots)
"""

from __future__ import annotations

import shutil
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from built import REPOSITORY, built
from looking import serving, visit

PAGES = {
    "home": "",
    "inspection": "inspections/dorset-2021/",
    "section": "inspections/dorset-2021/initial-contact/",
    "cases": "inspections/dorset-2021/case-file-analysis/",
    "recommendations": "inspections/dorset-2021/recommendations/",
    "recommendation": "inspections/dorset-2021/recommendations/r3/",
    "comparison": "inspections/dorset-2022/comparison/",
    "findings": "findings/",
    "search": "search/?q=missing+children",
    "themes": "themes/",
    "theme": "themes/missing-children/",
    "body": "bodies/dorset-police/",
    "framework": "frameworks/ncpi/",
    "glossary": "glossary/",
    "report": "inspections/dorset-2021/report/",
    "data": "data/",
}
LOOKS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 780}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "print": {},
}
TALLEST = 2400
SHEETS = 3


def main(folder: Path, names: list[str]) -> None:
    """Take the pictures, or those whose names are given as `page-look`."""
    folder.mkdir(parents=True, exist_ok=True)
    served = serving(built(REPOSITORY))
    base = next(served)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for look, context in LOOKS.items():
            page = browser.new_context(**context).new_page()
            for name, path in PAGES.items():
                if names and f"{name}-{look}" not in names:
                    continue
                visit(page, base + path)
                taken = printed(page) if look == "print" else screen(page)
                (folder / f"{name}-{look}.png").write_bytes(taken)
        browser.close()


def screen(page: Any) -> bytes:
    """A page from its top down to as much as is worth looking at."""
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
    return bytes(page.screenshot(full_page=True, clip=clip))


def printed(page: Any) -> bytes:
    """The first sheets that a printer would get."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, format="A4"))
    sheets = [document[n].render(scale=1).to_pil() for n in range(min(SHEETS, len(document)))]
    side_by_side = Image.new("RGB", (sum(s.width for s in sheets), sheets[0].height), "white")
    left = 0
    for sheet in sheets:
        side_by_side.paste(sheet, (left, 0))
        left += sheet.width
    kept = BytesIO()
    side_by_side.save(kept, "PNG")
    return kept.getvalue()


if __name__ == "__main__":
    words = sys.argv[1:]
    where = Path(words[0]) if words else REPOSITORY / "tests/screenshots"
    main(where, words[1:])
