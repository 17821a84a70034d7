"""The Content-Security-Policy of every page, told once: for the page's own `<meta>` and for hosts.

A page carries the policy with the SHA-256 of its inline styles; a host that can set headers
repeats it in the form that fits every page ('unsafe-inline' never; the style stays hash-bound in
the page, for two policies must both allow) and adds what only headers can say, among them how
long a browser may keep a file without asking again. Hosts that can do so lead a code in small
letters to its page, for whoever types it and has no script; the page for lost addresses mends more.
"""

from __future__ import annotations

import base64
import hashlib
import re

from generator.codes import ALPHABET, LENGTH

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


_SHARED = r"(/data/[^/]+\.(csv|docx|geojson|jsonld|json|pdf|xml)|/m/[0-9a-f]{16}([^/]*|/tiles/.*))$"
"""What pages of other hosts may read, for a IIIF viewer stands elsewhere (Presentation 3.0, section 6.2)."""


_OWN = (".htaccess", "_headers", "nginx-headers.conf", "caddy-headers.conf")
"""Names of the snippets, which are nobody's business but the host's.

A host that takes one of them serves the others as it serves any file, unless that one forbids it, as
`_headers` cannot: they say no more than its answers do, so nothing is lost by that.
"""

_HIDDEN = "/(" + "|".join(name.replace(".", r"\.") for name in _OWN) + ")$"

_SYMBOL = "[1-9A-HJKMNP-TV-Za-hjkmnp-tv-z]"
"""The alphabet of codes as hands write it: in capitals, small letters or both."""

_LETTERS = "".join(filter(str.isalpha, ALPHABET))


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
    """Snippets by file name: `.htaccess`, `_headers` (Netlify, Cloudflare Pages), for nginx and for Caddy.

    The style hash differs from page to page, so headers leave `style-src` to the page.
    """
    headers = {"Content-Security-Policy": _open_style(policy), **ONLY_HEADERS}
    made = _apache(headers), _netlify(headers), _nginx(headers), _caddy(headers)
    return dict(zip(_OWN, made, strict=True))


def _netlify(headers: dict[str, str]) -> str:
    """Rules by folder: all that such hosts understand."""
    lines = "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
    lines += "".join(f"/{folder}/*\n  Cache-Control: {kept}\n" for folder, _, kept in _KEPT)
    return lines + "".join(f"/{name}/*\n  {_OPEN}: *\n" for name in ("data", "m"))


def _apache(headers: dict[str, str]) -> str:
    """For the folder it lies in, at whatever depth of the host.

    What is kept goes without `always`, so that an error is never kept.
    """
    lines = "<IfModule mod_headers.c>\n"
    lines += "".join(f'  Header always set {name} "{value}"\n' for name, value in headers.items())
    lines += "  <IfModule mod_setenvif.c>\n"
    for folder, like, kept in _KEPT:
        lines += f'    SetEnvIf Request_URI "{like}" ditich_{folder}\n'
        lines += f'    Header set Cache-Control "{kept}" env=ditich_{folder}\n'
    lines += f'    SetEnvIf Request_URI "{_SHARED}" ditich_shared\n'
    lines += f'    Header set {_OPEN} "*" env=ditich_shared\n'
    lines += "  </IfModule>\n</IfModule>\n"
    return f"{lines}{_APACHE_LOST}"


_APACHE_LOST = f"""\
ErrorDocument 404 /404.html
<IfModule !LiteSpeed>
<IfModule mod_rewrite.c>
  ErrorDocument 404 "/%{{reqenv:DITICH_AT}}404.html"
  RewriteEngine On
  RewriteCond "%{{REQUEST_URI}} $0" "^/(.*?/)?(.*) \\2$"
  RewriteRule ^.*$ - [E=DITICH_AT:%1]
  RewriteRule "^(.*/)?{_HIDDEN[1:]}" - [R=404,L]
  RewriteCond expr "toupper(%{{REQUEST_URI}}) =~ m#([^/]+)/?$#"
  RewriteRule "^(?=.*[a-z]){_SYMBOL}{{{LENGTH}}}/?$" - [E=DITICH_CODE:%1]
  RewriteCond %{{ENV:DITICH_CODE}} .
  RewriteCond %{{REQUEST_FILENAME}} ^(.*/)[^/]
  RewriteCond %1%{{ENV:DITICH_CODE}} -d
  RewriteRule ^ /%{{ENV:DITICH_AT}}%{{ENV:DITICH_CODE}}/ [R=302,L]
</IfModule>
</IfModule>
"""
"""`DITICH_AT` is the folder as the host names it, without its first stroke.

LiteSpeed, which reads these files too, knows no expressions: it has the first line, right at the root.
"""


def _nginx(headers: dict[str, str]) -> str:
    """Lines for a `server` block, whatever its locations: an empty header is not sent.

    `if` holds nothing but `set` and `return`, its safe uses; without `always`, an error is never
    kept. nginx has no words to make letters large: each of six symbols is asked about each letter.
    """
    lines = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    lines += 'set $ditich_kept "";\nset $ditich_shared "";\n'
    for _, like, kept in _KEPT:
        lines += f'if ($uri ~ "{like}") {{ set $ditich_kept "{kept}"; }}\n'
    lines += f'if ($uri ~ "{_SHARED}") {{ set $ditich_shared "*"; }}\n'
    lines += f"add_header {_OPEN} $ditich_shared;\nadd_header Cache-Control $ditich_kept;\n"
    lines += f'error_page 404 /404.html;\nif ($uri ~ "{_HIDDEN}") {{ return 404; }}\n'
    places = [f"$ditich_{place}" for place in range(1, LENGTH + 1)]
    lines += "".join(f"set {place} ?;\n" for place in places)
    taken = " ".join(f"set {place} ${number};" for number, place in enumerate(places, 1))
    typed = f"({_SYMBOL})" * LENGTH
    lines += f'if ($uri ~ "^/(?=.*[a-z]){typed}/?$") {{ {taken} }}\n'
    for place in places:
        for letter in _LETTERS:
            lines += f"if ({place} = {letter.lower()}) {{ set {place} {letter}; }}\n"
    code = "".join(places)
    return f'{lines}if (-d "$document_root/{code}") {{ return 302 /{code}/; }}\n'


def _caddy(headers: dict[str, str]) -> str:
    """Directives for a site block that names its `root`; Caddy sorts them itself."""
    lines = "header {\n" + "".join(f'\t{name} "{value}"\n' for name, value in headers.items())
    lines += "}\n"
    for folder, like, kept in _KEPT:
        lines += f"@ditich_{folder} path_regexp {like}\n"
        lines += f'header @ditich_{folder} Cache-Control "{kept}"\n'
    lines += f'@ditich_shared path_regexp {_SHARED}\nheader @ditich_shared {_OPEN} "*"\n'
    large = "".join(f"\turi replace {letter.lower()} {letter}\n" for letter in _LETTERS)
    return lines + _CADDY_LOST.replace("LARGE\n", large)


_CADDY_LOST = f"""\
@ditich_own path_regexp {_HIDDEN}
error @ditich_own 404
@ditich_typed {{
\tpath_regexp ^/{_SYMBOL}{{{LENGTH}}}/?$
\tnot path_regexp ^/[^a-z]*$
}}
route @ditich_typed {{
\turi strip_suffix /
LARGE
\t@ditich_there file {{path}}/index.html
\tredir @ditich_there {{path}}/ 302
}}
handle_errors {{
\theader -Cache-Control
\theader -{_OPEN}
\t@ditich_lost expression {{err.status_code}} == 404
\thandle @ditich_lost {{
\t\trewrite * /404.html
\t\tfile_server
\t}}
}}
"""
