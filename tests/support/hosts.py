"""The book behind servers that are installed here, with the configurations of ``deploy/``."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from serving import listening

DEPLOY = Path(__file__).parents[2] / "deploy"
APACHE = """ServerRoot {place}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {place}/run/apache.pid
Mutex file:{place}/run default
ErrorLog {place}/run/error.log
{modules}
TypesConfig /etc/mime.types
DocumentRoot {place}/html
<Directory {place}/html>
  Require all granted
  AllowOverride All
</Directory>
"""
MODULES = ["mpm_event", "authz_core", "mime", "dir", "headers", "deflate", "filter"]
SHELF = Path("/usr/lib/apache2/modules")


@contextmanager
def deployed(site: Path) -> Iterator[Path]:
    """Give a folder with the site as it is deployed, compressed copies beside each file of text.

    Servers that root has started read it as somebody else.
    """
    left_out = shutil.ignore_patterns("lite", "offline")
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        shutil.copytree(site, folder / "html", ignore=left_out)
        subprocess.run([DEPLOY / "compress", folder / "html"], check=True)
        (folder / "run").mkdir()
        folder.chmod(0o755)
        (folder / "run").chmod(0o777)
        yield folder


def running(name: str, folder: Path) -> AbstractContextManager[str]:
    """Serve what lies in `folder` by nginx, apache2 or caddy and give its address."""
    return listening(partial(COMMANDS[name], folder), folder / "run" / "said", cwd=folder)


def _nginx(folder: Path, port: int) -> list[str]:
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert "listen 8080;" in text and "access_log off;" in text
    text = text.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    text = text.replace("access_log off;", "access_log /dev/stdout;")
    (folder / "nginx.conf").write_text(text, "utf-8")
    return ["nginx", "-p", f"{folder}/", "-c", "nginx.conf", "-g", "daemon off;"]


def _apache(folder: Path, port: int) -> list[str]:
    modules = "\n".join(f"LoadModule {name}_module {SHELF}/mod_{name}.so" for name in MODULES)
    text = APACHE.format(place=folder, port=port, modules=modules)
    (folder / "apache.conf").write_text(text, "utf-8")
    return ["apache2", "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]


def _caddy(folder: Path, port: int) -> list[str]:
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    assert ":8080 {" in text
    text = text.replace(":8080 {", f"http://127.0.0.1:{port} {{").replace("_build/html", "html")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + text, "utf-8")
    return ["caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile"]


COMMANDS = {"nginx": _nginx, "apache2": _apache, "caddy": _caddy}
