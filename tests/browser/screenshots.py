"""Pictures of every kind of page: wide, phone, dark and print.

Usage: python tests/browser/screenshots.py [FOLDER] [NAME...]     (default: tests/screenshots)
"""

from __future__ import annotations

import http.server
import shutil
import sys
import threading
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from built import REPOSITORY, built

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
}
LOOKS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 780}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 794, "height": 1123}},
}
TALLEST = 2400


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main(folder: Path, names: list[str]) -> None:
    """Take the pictures, or those whose names are given as `page-look`."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = partial(_Quiet, directory=str(built(REPOSITORY)))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for look, context in LOOKS.items():
            page = browser.new_context(**context).new_page()
            if look == "print":
                page.emulate_media(media="print")
            for name, path in PAGES.items():
                if names and f"{name}-{look}" not in names:
                    continue
                page.goto(base + path, wait_until="load")
                height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
                width = context["viewport"]["width"]
                page.screenshot(
                    path=folder / f"{name}-{look}.png",
                    full_page=True,
                    clip={"x": 0, "y": 0, "width": width, "height": height},
                )
        browser.close()


if __name__ == "__main__":
    words = sys.argv[1:]
    where = Path(words[0]) if words else REPOSITORY / "tests/screenshots"
    main(where, words[1:])
