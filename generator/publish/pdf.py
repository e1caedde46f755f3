"""A report, or one part of it, as a tagged PDF; the only module that knows WeasyPrint."""

from __future__ import annotations

import mimetypes
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from generator.plan import Page
from generator.problems import Place, Problem, Problems
from generator.rendering import document

_FOLDER = Path(__file__).parent
STYLES = _FOLDER / "pdf.css"
PICTURES = _FOLDER / "pdf-pictures.css"
"""Styles of the pictures, into which those of the page do not reach."""
FONTS = _FOLDER.parent / "theme/assets/inspection/fonts"

_KEY = re.compile(r'<svg class="swatch".*?class="([^"]*)".*?</svg>', re.DOTALL)
_PICTURE = re.compile(r'<svg\b[^>]*?(?:aria-label="([^"]*)")[^>]*>')


def pdf(page: Page, files: Mapping[str, Path], url: str, *, public: bool) -> bytes:
    """A page as the bytes of a PDF by the rules of PDF/UA-1: the same page gives the same bytes.

    `files` are the attachments that it may show, `url` is where the site is published. Nothing is
    fetched from anywhere else.

    Raises:
        Problems: WeasyPrint is not installed, or not whole.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as error:  # the latter where Pango is missing
        said = str(error).split("\n", 1)[0]
        message = f"WeasyPrint cannot be used here: {said}"
        way = "pip install 'inspection-report[pdf]'; it needs the system's Pango too"
        raise Problems([Problem("not-installed", Place("pdf"), message, way)]) from None
    root = url.rstrip("/") or "https://site.invalid"

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Fonts of the package and attachments of the site, and nothing else."""

        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002 - as its kin
            path = unquote(url.removeprefix(f"{root}/").partition("#")[0])
            own = FONTS / path.removeprefix("fonts/")
            is_font = path.startswith("fonts/") and own.resolve().parent == FONTS.resolve()
            file = own if is_font else files.get(path)
            if file is None or not url.startswith(f"{root}/"):
                raise ValueError(f"not a file of this site: {url}")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    pictures = PICTURES.read_text(encoding="utf-8")
    text = _for_paper(document(page, public=public), pictures)
    fonts = FontConfiguration()
    fetcher = OwnFiles()
    styles = CSS(
        string=STYLES.read_text(encoding="utf-8") + pictures,
        base_url=f"{root}/",
        font_config=fonts,
        url_fetcher=fetcher,
    )
    html = HTML(string=text, base_url=f"{root}/{page.path}", url_fetcher=fetcher)
    with _without_the_time():
        made = html.write_pdf(
            stylesheets=[styles],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=page.path.encode(),
        )
    return bytes(made)


def _for_paper(text: str, pictures: str) -> str:
    """The HTML with pictures as WeasyPrint has them: named and coloured from within.

    The keys beside them are mere boxes, which need no name.
    """
    text = _KEY.sub(r'<i class="swatch \1"></i>', text)
    return _PICTURE.sub(rf"\g<0><title>\1</title><style>{pictures}</style>", text)


@contextmanager
def _without_the_time() -> Iterator[None]:
    """Keep the moment out of the fonts, which would else bear it."""
    before = os.environ.get(_MOMENT)
    os.environ[_MOMENT] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_MOMENT]
        else:
            os.environ[_MOMENT] = before


_MOMENT = "SOURCE_DATE_EPOCH"
