"""A real nginx, Caddy or Apache over a built web edition, on a loopback port, with its own configuration."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.preview_work import do_without

MISSING = "no {0} here: these tests are worth nothing with another server; apt-get install {1}"
PACKAGES = {"nginx": "nginx-light", "caddy": "caddy", "apache2": "apache2-bin"}
"""Program → what Debian calls the package that brings it."""

PATIENCE = 20.0
"""Seconds until a server that does not answer counts as broken."""

CADDYFILE = """\
{{
\tadmin off
\tauto_https off
}}
http://127.0.0.1:{port} {{
\troot * {web}
\timport {web}/caddy-headers.conf
\tfile_server
}}
"""

MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "setenvif", "rewrite")
"""What Debian's Apache loads, as far as the snippet needs it; all but the last are on by default there."""

APACHE = """\
ServerRoot {work}
ServerName localhost
PidFile {work}/pid
ErrorLog {work}/error.log
Listen 127.0.0.1:{port}
{modules}
{user}
TypesConfig {work}/types
DocumentRoot {root}
DirectoryIndex index.html
<Directory {root}>
  AllowOverride All
  Require all granted
</Directory>
"""

TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

CONF = """\
daemon off;
{user}
worker_processes 1;
pid {work}/pid;
error_log {work}/error.log;
events {{}}
http {{
  include {types};
  default_type application/octet-stream;
  {temporary}
  access_log off;
  gzip on;
  gzip_comp_level 6;
  gzip_types text/css text/javascript application/javascript application/json image/svg+xml text/xml;
  absolute_redirect off;
  server {{
    listen 127.0.0.1:{port};
    {site}
  }}
}}
"""


@dataclass(frozen=True)
class Host:
    """Where the edition is served: `base` ends in `/`."""

    base: str
    port: int

    def get(self, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        """(status, headers, body as it came) of exactly that path below the host's root."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


def program(name: str = "nginx") -> str:
    """That server of this machine; without one the test fails in CI and is skipped elsewhere."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        do_without(MISSING.format(name, PACKAGES[name]))
    return found


def write_conf(web: Path, work: Path, port: int, *, under: str, snippet: bool) -> Path:
    """A configuration in `work` that serves `web` at /`under`/, with the edition's own snippet or not."""
    (work / "tmp").mkdir(parents=True, exist_ok=True)
    at = f"/{under}/" if under else "/"
    lost = "" if snippet else f"error_page 404 {at}404.html;"
    own = f"include {web}/nginx-headers.conf;" if snippet else ""
    conf = work / "nginx.conf"
    conf.write_text(CONF.format(
        user="user root;" if os.geteuid() == 0 else "",  # else its workers cannot read a private folder
        work=work, types=mime_types(), port=port,
        temporary=" ".join(f"{name}_temp_path {work}/tmp/{name};" for name in TEMPORARY),
        site=f"{own} {lost} "
        + (f"location {at} {{ alias {web}/; }}" if under else f"root {web};"),
    ), "utf-8")  # fmt: skip
    return conf


def mime_types() -> Path:
    """The table of media types beside nginx's usual configuration."""
    words = subprocess.run([program(), "-V"], capture_output=True, text=True, check=True).stderr
    usual = next(w.partition("=")[2] for w in words.split() if w.startswith("--conf-path="))
    return Path(usual).with_name("mime.types")


def judged(web: Path, work: Path) -> subprocess.CompletedProcess[str]:
    """What `nginx -t` says of a configuration with the edition's own snippet."""
    conf = write_conf(web, work, 8080, under="", snippet=True)
    command = [program(), "-t", "-q", "-p", str(work), "-c", str(conf), "-e", str(work / "log")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _nginx(web: Path, work: Path, port: int, under: str, *, snippet: bool) -> list[str]:
    conf = write_conf(web, work, port, under=under, snippet=snippet)
    return [program(), "-p", str(work), "-c", str(conf), "-e", str(work / "error.log")]


def _caddy(web: Path, work: Path, port: int) -> list[str]:
    conf = work / "Caddyfile"
    conf.write_text(CADDYFILE.format(port=port, web=web), "utf-8")
    return [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(conf)]


def _apache(web: Path, work: Path, port: int, under: str) -> list[str]:
    """As root it serves as nobody, which a private folder would shut out: the tree is linked elsewhere."""
    work.chmod(0o755)
    shutil.copytree(web, work / "www" / under, copy_function=_linked)
    (work / "www" / under).chmod(0o755)
    modules = Path("/usr/lib/apache2/modules")
    types = re.findall(r"(\S+/\S+)\s+([^;]+);", mime_types().read_text("utf-8"))
    (work / "types").write_text("".join(f"{kind} {ends}\n" for kind, ends in types), "utf-8")
    conf = work / "apache.conf"
    conf.write_text(APACHE.format(
        work=work, port=port, root=work / "www",
        modules="\n".join(f"LoadModule {x}_module {modules}/mod_{x}.so" for x in MODULES),
        user="User nobody\nGroup nogroup" if os.geteuid() == 0 else "",
    ), "utf-8")  # fmt: skip
    return [program("apache2"), "-f", str(conf), "-D", "FOREGROUND"]


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)
    return target


@contextmanager
def served(
    web: Path, *, under: str = "", snippet: bool = False, by: str = "nginx"
) -> Iterator[Host]:
    """The edition in `web` behind that server, until the block ends; all but nginx with the snippet."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        probe.close()
        work = Path(folder)
        if by == "nginx":
            command = _nginx(web, work, port, under, snippet=snippet)
        else:
            command = _caddy(web, work, port) if by == "caddy" else _apache(web, work, port, under)
        log = work / "error.log" if by != "caddy" else work / "said"
        with (work / "said").open("wb") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
        try:
            _wait(process, port, log)
            yield Host(
                f"http://127.0.0.1:{port}/{under}/".replace("//", "/").replace(":/", "://"), port
            )
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail(f"the server does not answer: {log.read_text('utf-8') if log.exists() else ''}")
