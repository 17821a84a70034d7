"""What the browser tests of pages share: a published folder and its host."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.make.hosted import Host, publish


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the web edition is published, below a sub-path as some hosts have it."""
    folder = tmp_path_factory.mktemp("host") / "kho"
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def base(tree: Path) -> Iterator[str]:
    """The address of the edition on a local host."""
    handler = functools.partial(Host, directory=str(tree.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/kho/"
        server.shutdown()
