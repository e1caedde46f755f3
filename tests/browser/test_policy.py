"""The policy that hosts are told to send: nothing of ours breaks it, and it stops the rest."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from built import built, pages
from looking import held_still, visit
from sites import SAMPLE
from test_browser import KINDS, sample_pages

pytestmark = pytest.mark.browser

WATCH = """
window.broken = [];
addEventListener("securitypolicyviolation", (e) =>
  broken.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


def sent(site: Path) -> dict[str, str]:
    """The headers as a host would read them."""
    first, *lines = (site / "_headers").read_text().splitlines()
    assert first == "/*"
    return dict(line.strip().split(": ", 1) for line in lines)


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """The sample on a host that sends what it is told to."""
    site = built(SAMPLE)

    class Host(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in sent(site).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Host, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    opened = context.new_page()
    opened.add_init_script(WATCH)
    yield opened
    context.close()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_page_breaks_the_policy(page: Any, host: str, kind: str) -> None:
    page.route("**/", held_still)
    for path in sample_pages(kind):
        page.goto(host + path)
        assert page.evaluate("broken") == [], path


def test_what_scripts_do_is_done_under_the_policy(page: Any, host: str) -> None:
    """A search, a list narrowed down, a term explained, links to paragraphs."""
    visit(page, f"{host}search/?q=boats")
    assert page.locator(".result").count() > 0
    page.goto(f"{host}findings/")
    page.get_by_label("Words").fill("lifejackets")
    page.wait_for_function("() => document.querySelector('.filters').innerText.includes(' of ')")
    path = next(p.path for p in pages(built(SAMPLE)).values() if p.tree.xpath("//*[@class='term']"))
    page.goto(host + path)
    page.locator(".term").first.click()
    assert page.locator(".term-note:visible").count() == 1
    assert page.evaluate("broken") == []


def test_the_policy_stops_what_is_not_ours(page: Any, host: str) -> None:
    """Else the tests above could not fail."""
    intruder = (
        "<script>document.title = 'theirs'</script><img src='https://example.com/a.png'>"
        "<p style='color: red' onclick='alert(1)'>x</p></body>"
    )

    def slipped_in(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</body>", intruder))

    page.route("**/findings/", slipped_in)
    page.goto(f"{host}findings/")
    broken = page.evaluate("broken")
    assert page.title() != "theirs"
    assert {one.split()[0] for one in broken} >= {
        "script-src-elem",
        "script-src-attr",
        "style-src-attr",
        "img-src",
    }


def test_it_allows_nothing_written_into_a_page_and_no_other_host() -> None:
    policy = sent(built(SAMPLE))["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "sha256" not in policy  # no page of ours holds a script


def test_the_same_is_written_for_every_host() -> None:
    site = built(SAMPLE)
    for name, value in sent(site).items():
        for file in (".htaccess", "headers.nginx.conf"):
            assert f'{name} "{value}"' in (site / file).read_text()
