"""What a host says of an address after reading `_headers`, as Netlify and Cloudflare Pages publish it."""

from __future__ import annotations

import re


def headers_of(rules: str, path: str) -> dict[str, str]:
    """Every header of every rule that fits, in one.

    A line that begins a rule is a path in which `*` stands for anything, slashes too; indented lines below it
    are `Name: value`; `#` begins a comment. All rules that fit are added up. AssertionError for a name told
    twice: Cloudflare would join the values by a comma, and Netlify send both.
    """
    found: dict[str, str] = {}
    fits = False
    for line in rules.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            fits = bool(re.fullmatch(".*".join(map(re.escape, line.split("*"))), path))
        elif fits:
            name, colon, value = line.strip().partition(": ")
            assert colon, line
            assert name not in found, f"{name} told twice"
            found[name] = value
    return found
