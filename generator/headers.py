"""The Content-Security-Policy of every page, told once: for the page's own `<meta>` and for hosts.

A page carries the policy with the SHA-256 of its inline styles; a host that can set headers
repeats it in the form that fits every page ('unsafe-inline' never; the style stays hash-bound in
the page, for two policies must both allow) and adds what only headers can say, among them how
long a browser may keep a file without asking again.
"""

from __future__ import annotations

import base64
import hashlib
import re

PAGE_POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; script-src 'self'; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'"
)
"""Everything but the style; nothing from another origin, no inline code (CSP Level 3)."""

ONLY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}

_OPEN = "Access-Control-Allow-Origin"

_KEPT = (
    ("m", r"/m/[0-9a-f]{16}([^/]*|/tiles/.*\.jpg)$", "public, max-age=604800"),
    ("assets", r"/assets/[^/]+-[0-9a-f]{10}\.[a-z]+$", "public, max-age=31536000, immutable"),
)
"""Folder, what addresses in it look like, and Cache-Control (RFC 9111; `immutable` RFC 8246).

Scripts are named by their own bytes, so an address never changes what it says. A rendition is named
by its original: a week, for a later encoder gives other bytes of the same picture.
"""


_SHARED = r"(/data/[^/]+\.(csv|geojson|jsonld|json|xml)|/m/[0-9a-f]{16}([^/]*|/tiles/.*))$"
"""What pages of other hosts may read, for a IIIF viewer stands elsewhere (Presentation 3.0, section 6.2)."""


def page_policy(*styles: str) -> str:
    """The policy of a page which has these inline styles (their CSS) and no others."""
    marks = (base64.b64encode(hashlib.sha256(css.encode()).digest()).decode() for css in styles)
    return f"{PAGE_POLICY}; style-src " + " ".join(f"'sha256-{mark}'" for mark in marks)


def _open_style(policy: str) -> str:
    """The form that fits every page: the style stays with the page."""
    return policy.replace("default-src 'none'; ", "") + "; frame-ancestors 'none'"


HOST_POLICY = _open_style(PAGE_POLICY)
"""For a host of our own, as a header."""


def kept(path: str) -> str:
    """Cache-Control of an address, `/assets/…`, at a host of our own; pages are asked for again each time."""
    return next((told for _, like, told in _KEPT if re.search(like, path)), "no-cache")


def header_snippets(policy: str) -> dict[str, str]:
    """Snippets by file name: `_headers` (Netlify, Cloudflare Pages), `.htaccess`, and one for nginx.

    The style hash differs from page to page, so headers leave `style-src` to the page.
    """
    open_style = _open_style(policy)
    headers = {"Content-Security-Policy": open_style, **ONLY_HEADERS}
    netlify = "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
    netlify += "".join(f"/{folder}/*\n  Cache-Control: {kept}\n" for folder, _, kept in _KEPT)
    netlify += "".join(f"/{name}/*\n  {_OPEN}: *\n" for name in ("data", "m"))
    apache = "<IfModule mod_headers.c>\n"
    apache += "".join(f'  Header always set {name} "{value}"\n' for name, value in headers.items())
    apache += _kept_by_apache() + "</IfModule>\nErrorDocument 404 /404.html\n"
    nginx = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    nginx += _kept_by_nginx() + "error_page 404 /404.html;\n"
    return {"_headers": netlify, ".htaccess": apache, "nginx-headers.conf": nginx}


def _kept_by_apache() -> str:
    """Lines for mod_headers; without `always`, so that an error is never kept."""
    lines = "".join(
        f'    SetEnvIf Request_URI "{like}" ditich_{folder}\n'
        f'    Header set Cache-Control "{kept}" env=ditich_{folder}\n'
        for folder, like, kept in _KEPT
    )
    lines += f'    SetEnvIf Request_URI "{_SHARED}" ditich_shared\n'
    lines += f'    Header set {_OPEN} "*" env=ditich_shared\n'
    return f"  <IfModule mod_setenvif.c>\n{lines}  </IfModule>\n"


def _kept_by_nginx() -> str:
    """Lines for a `server` block, whatever its locations: an empty header is not sent.

    `if` holds nothing but `set`, its one safe use beside `return`; without `always`, an error is
    never kept.
    """
    lines = "".join(
        f'if ($uri ~ "{like}") {{ set $ditich_kept "{kept}"; }}\n' for _, like, kept in _KEPT
    )
    lines += f'if ($uri ~ "{_SHARED}") {{ set $ditich_shared "*"; }}\n'
    lines += f"add_header {_OPEN} $ditich_shared;\n"
    return f'set $ditich_kept "";\nset $ditich_shared "";\n{lines}add_header Cache-Control $ditich_kept;\n'
