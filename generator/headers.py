"""The Content-Security-Policy of every page, told once: for the page's own `<meta>` and for hosts.

A page carries the policy with the SHA-256 of its one inline style; a host that can set headers
repeats it in the form that fits every page ('unsafe-inline' never; the style stays hash-bound in
the page, for two policies must both allow) and adds what only headers can say.
"""

from __future__ import annotations

PAGE_POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; script-src 'self'; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'"
)
"""Everything but the style; nothing from another origin, no inline code (CSP Level 3)."""

_ONLY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}


def page_policy(style_hash: str) -> str:
    """The policy of a page whose one inline style has this base64 SHA-256."""
    return f"{PAGE_POLICY}; style-src 'sha256-{style_hash}'"


def header_snippets(policy: str) -> dict[str, str]:
    """Snippets by file name: `_headers` (Netlify, Cloudflare Pages), `.htaccess`, and one for nginx.

    The style hash differs from page to page, so headers leave `style-src` to the page.
    """
    open_style = policy.replace("default-src 'none'; ", "") + "; frame-ancestors 'none'"
    headers = {"Content-Security-Policy": open_style, **_ONLY_HEADERS}
    netlify = "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
    netlify += "/m/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    apache = "<IfModule mod_headers.c>\n"
    apache += "".join(f'  Header always set {name} "{value}"\n' for name, value in headers.items())
    apache += "</IfModule>\nErrorDocument 404 /404.html\n"
    nginx = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    nginx += "error_page 404 /404.html;\n"
    return {"_headers": netlify, ".htaccess": apache, "nginx-headers.conf": nginx}
