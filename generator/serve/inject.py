"""What the preview adds to a page on its way out: the strip, the overlay, the way to reload.

The page's policy (`<meta>` CSP) is widened by two sources and nothing else, for this one answer:
the hash of the strip's style (never 'self' nor 'unsafe-inline'), and this server's own web socket,
since not every browser counts `ws:` on the same host as 'self'. The scripts are files of this
origin, which `script-src 'self'` allows already. Strip and overlay live in a shadow root, so the
page's style and theirs do not touch.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path

from generator.serve.words import words

HERE = Path(__file__).parent
SCRIPT = ".preview/preview.js"
PROBLEMS = ".preview/problems.json"
LABELS = ("fold", "unfold", "overlay", "overlay-told", "lost")

_PLAIN = (
    "body{margin:0;font:17px/1.6 system-ui,sans-serif;color:#221814;background:#fbf6ec}"
    "main{padding:2rem 1.2rem}h1{font-size:1.4rem;line-height:1.3}"
)

HTTP = 80
"""The port that no browser writes into an address or a Host header."""

_POLICY = re.compile(
    r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")', re.IGNORECASE
)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_PORT = re.compile(r":(\d+)$")
_HEAD_END = re.compile(r"</head>", re.IGNORECASE)


def dress(page: str, token: str, host: str, lang: str) -> str:
    """The page with strip, overlay and scripts; `host` is the checked Host header."""
    page = _POLICY.sub(lambda m: m[1] + _widened(html.unescape(m[2]), host) + m[3], page, count=1)
    page = _HEAD_END.sub(lambda m: _scripts(host) + m[0], page, count=1)
    return _BODY.sub(lambda m: m[0] + _strip(token, lang), page, count=1)


def plain_page(lang: str, key: str) -> str:
    """A calm page of the preview's own, while there is none of the project's."""
    robots = '<meta name="robots" content="noindex">'
    meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">' + robots
    title, told = words(lang, key), f"<p>{words(lang, f'{key}-told')}</p>"
    return (
        f'<!doctype html>\n<html lang="{lang}"><head>{meta}<title>{title}</title>'
        f"<style>{_PLAIN}</style></head><body><main><h1>{title}</h1>{told}</main></body></html>\n"
    )


def allow(policy: str, directive: str, source: str) -> str:
    """The policy with one more source for one directive (CSP Level 3, section 2.3)."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    found = next((part for part in parts if part[0].lower() == directive), None)
    if found is None:
        return f"{policy}; {directive} {source}" if "default-src" in policy else policy
    found[1:] = [known for known in found[1:] if known != "'none'"]
    if source not in found:
        found.append(source)
    return "; ".join(" ".join(part) for part in parts)


def _widened(policy: str, host: str) -> str:
    _, style_hash = _style()
    policy = allow(policy, "style-src", f"'sha256-{style_hash}'")
    return html.escape(allow(policy, "connect-src", f"ws://{host}"), quote=True)


def _scripts(host: str) -> str:
    port = _PORT.search(host)
    name, number = host.removesuffix(port[0] if port else ""), port[1] if port else HTTP
    address = f"/livereload.js?host={html.escape(name)}&amp;port={number}"
    return f'<script src="/{SCRIPT}" defer></script><script src="{address}" defer></script>'


def _strip(token: str, lang: str) -> str:
    style, _ = _style()
    # Names that no script of the page looks for.
    labels = "".join(f' data-preview-{key}="{html.escape(words(lang, key))}"' for key in LABELS)
    return (
        f'<ditich-preview lang="{lang}" data-preview-page="{token}"'
        f' data-preview-problems="/{PROBLEMS}"{labels}>'
        f'<template shadowrootmode="open"><style>{style}</style>'
        f'<p class="strip" role="status">{html.escape(words(lang, "strip"))}</p>'
        f'<section class="panel" hidden></section></template></ditich-preview>'
    )


@cache
def _style() -> tuple[str, str]:
    """The style and its base64 SHA-256."""
    text = (HERE / "preview.css").read_text("utf-8")
    return text, base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
