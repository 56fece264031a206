"""A hub for a trial on one machine; `make hub` starts it, with CLASS_PASSWORD as everybody's.

Whoever types a name has a folder of that name below ``~/class``, with a copy of the chapters that
follows the book and leaves alone what they have changed. But all servers run as you, so students
could read each other's work. For a course take The Littlest JupyterHub or Kubernetes, which keep
them apart, and an authenticator that knows your students.
"""

import os
import subprocess
import sys
from pathlib import Path

from explorable.bundle.node import node

BOOK = Path(__file__).resolve().parents[2]
PROXY = BOOK / ".cache/hub/node_modules/configurable-http-proxy/bin/configurable-http-proxy"
CLASS = Path.home() / "class"
if hasattr(os, "geteuid") and os.geteuid() == 0:
    sys.exit("Start the hub as an ordinary user, not as root: students' servers run as you.")
CLASS.mkdir(exist_ok=True)
os.chdir(CLASS)  # the hub keeps its files where it runs

c = get_config()  # noqa: F821 (JupyterHub gives it)

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["CLASS_PASSWORD"]
c.Authenticator.allow_all = True
c.ConfigurableHTTPProxy.command = [node(), str(PROXY)]
c.JupyterHub.spawner_class = "simple"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.SimpleLocalProcessSpawner.home_dir_template = str(CLASS / "{username}")
c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # a class begins at once
c.Spawner.default_url = "/lab/tree/descent/intro.ipynb"


def copy_chapters(spawner):
    """Bring a student's copy of the chapters up to date."""
    copy = CLASS / spawner.user.name / "descent"
    copy.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "tools.lab", "chapters", copy], cwd=BOOK, check=True)


c.Spawner.pre_spawn_hook = copy_chapters
