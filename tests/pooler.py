"""PgBouncer before a PostgreSQL of the tests, with the settings of `deploy/`."""

import getpass
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from tests.slack.process import free_port
from tests.waiting import wait_until

SETTINGS = Path(__file__).parents[1] / "deploy" / "pgbouncer" / "pgbouncer.ini"


def is_installed() -> bool:
    return shutil.which("pgbouncer") is not None


@contextmanager
def pooled(address: str, folder: Path, **own: str) -> Iterator[str]:
    """Yield the address through a PgBouncer; `own` settings win over those of `deploy/`."""
    url = make_url(address)
    port = free_port()
    text = SETTINGS.read_text(encoding="utf-8")
    place = f"host={url.query['host']} user={url.username} dbname={url.database}"
    text = re.sub(r"^eig_bot = .*$", f"{url.database} = {place}", text, flags=re.MULTILINE)
    here = {"listen_addr": "127.0.0.1", "listen_port": str(port), "auth_type": "any", "unix_socket_dir": "", **own}
    for name in here:
        text = re.sub(rf"^{name} = .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^auth_file = .*\n", "", text, flags=re.MULTILINE)
    settings = folder / "pgbouncer.ini"
    settings.write_text(text + "".join(f"{name} = {value}\n" for name, value in here.items()), encoding="utf-8")
    account = Path(str(url.query["host"])).owner()
    own_account = [] if account == getpass.getuser() else ["-u", account]  # it refuses to run as root
    process = subprocess.Popen(["pgbouncer", "-q", *own_account, str(settings)], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _is_open(port))
        yield f"postgresql://{url.username}@127.0.0.1:{port}/{url.database}"
    finally:
        process.kill()
        process.wait()


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
