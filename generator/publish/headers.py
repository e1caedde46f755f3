"""What a host should send with every page, written as common hosts want to read it.

The policy lets a page fetch nothing but from its own site, and run no script that is written into
it, but for those whose hash is named here. GitHub Pages can send none of this.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

_INLINE = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\btype\s*=\s*["']?(?:application|text)/(?:ld\+)?json\b""", re.IGNORECASE)


def inline_hashes(page: str) -> frozenset[str]:
    """The hashes of the scripts that a page holds itself, as a policy names them."""
    return frozenset(
        f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
        for attributes, code in _INLINE.findall(page)
        if not re.search(r"\bsrc\s*=", attributes) and not _DATA.search(attributes)
    )


def headers(hashes: Iterable[str], *, public: bool) -> dict[str, str]:
    """Each header with its value; what is not for the public is kept from search engines."""
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *sorted(hashes)]),
        **dict.fromkeys(("style-src", "img-src", "font-src", "connect-src", "media-src"), "'self'"),
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    found = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    return found if public else found | {"X-Robots-Tag": "noindex, nofollow"}


def files(sent: Mapping[str, str]) -> dict[str, bytes]:
    """The same for Netlify and Cloudflare Pages, for Apache, and for nginx, by path on the site."""
    hosts = {
        "_headers": ["/*", *(f"  {name}: {value}" for name, value in sent.items())],
        ".htaccess": [
            "<IfModule mod_headers.c>",
            *(f'  Header always set {name} "{value}"' for name, value in sent.items()),
            "</IfModule>",
        ],
        "headers.nginx.conf": [
            "# include this file within the server block",
            *(f'add_header {name} "{value}" always;' for name, value in sent.items()),
        ],
    }
    return {name: "".join(f"{line}\n" for line in lines).encode() for name, lines in hosts.items()}
