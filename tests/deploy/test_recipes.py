"""Each recipe up to `/readyz` 200 and one signed question answered."""

import json
import os
import re
import shlex
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests import pooler
from tests.deploy.conftest import DEPLOY, HERE, ROOT, SECRETS, SERVER, RunCommand, assert_answers, needs
from tests.fake_slack import FakeSlack, as_http, dm
from tests.postgres import Server
from tests.slack.process import SECRET, Process, free_port
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.slow
EXPOSED = 20
"""Tenths: how exposed systemd may find the unit at most (0 is best, 100 worst)."""


# --- a PaaS


def test_the_procfile_starts_a_bot_that_answers(run: RunCommand, fake: FakeSlack) -> None:
    assert_answers(run([f"{HERE}/honcho", "start", "--port", "{port}", "web"], **SECRETS), fake)


def test_a_paas_is_asked_for_the_key_and_for_a_database() -> None:
    variables = json.loads((ROOT / "scalingo.json").read_text(encoding="utf-8"))["env"]
    assert {"EIG_BOT_SECRET_KEY", "EIG_BOT_DATABASE_URL", "SLACK_BOT_TOKEN"} <= variables.keys()


def test_on_a_shared_database_a_start_without_the_key_is_refused(run: RunCommand) -> None:
    without = {name: value for name, value in SECRETS.items() if name != "EIG_BOT_SECRET_KEY"}
    bot = run(["python", "-m", "eig_bot", "run"], **without, EIG_BOT_DATABASE_URL="postgresql://localhost/x")
    code, told = bot.wait()
    assert code != 0
    assert "EIG_BOT_SECRET_KEY" in told


# --- systemd

UNIT = DEPLOY / "systemd" / "eig-bot.service"


def unit_lines(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", UNIT.read_text(encoding="utf-8"), flags=re.MULTILINE)


@needs("systemd-analyze", "systemd")
def test_the_unit_can_be_read_and_exposes_little(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8").replace("/opt/eig-bot/.venv/bin/python", "/bin/true")
    copy = tmp_path / UNIT.name
    copy.write_text(text, encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert (verified.returncode, verified.stderr) == (0, "")
    subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSED}", copy], check=True, capture_output=True
    )


@needs("bwrap", "bubblewrap")
def test_the_command_of_the_unit_answers_with_secrets_from_files_and_nothing_else_to_write(
    run: RunCommand, fake: FakeSlack, tmp_path: Path
) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    names = [line.partition(":")[0] for line in unit_lines("LoadCredential")]
    values = {
        "slack-bot-token": "SLACK_BOT_TOKEN",
        "slack-signing-secret": "SLACK_SIGNING_SECRET",
        "secret-key": "EIG_BOT_SECRET_KEY",
    }
    for name in names:
        (credentials / name).write_text(SECRETS[values[name]] + "\n", encoding="utf-8")
    variables = dict(part.split("=", 1) for line in unit_lines("Environment") for part in shlex.split(line))
    places = {"%d": str(credentials), "%S/eig-bot": str(tmp_path / "data")}
    own = {name: replaced(value, places) for name, value in variables.items() if name != "PORT"}
    assert sum(name.endswith("_FILE") for name in own) == len(names)
    command = shlex.split(unit_lines("ExecStart")[0].replace("/opt/eig-bot/.venv/bin", str(SERVER)))
    assert_answers(run([*confined(tmp_path), *command], **own), fake)


def replaced(text: str, by: dict[str, str]) -> str:
    for old, new in by.items():
        text = text.replace(old, new)
    return text


# --- containers

DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")


def confined(tmp_path: Path) -> list[str]:
    """Return what runs a command as another user, on a root that cannot be written, but for the data folder and `/tmp`."""
    tmp_path.chmod(0o755)
    (tmp_path / "data").mkdir(exist_ok=True)
    reads = ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"]
    places = ["--ro-bind", str(ROOT), str(ROOT), "--ro-bind", str(tmp_path), str(tmp_path)]
    writes = ["--bind", str(tmp_path / "data"), str(tmp_path / "data")]
    return ["bwrap", "--unshare-user", "--uid", "10001", "--gid", "10001", "--unshare-pid", *reads, *places, *writes,
            "--chdir", str(tmp_path / "programme"), "--die-with-parent"]  # fmt: skip


@needs("bwrap", "bubblewrap")
def test_the_steps_of_the_dockerfile_make_a_bot_that_answers_on_a_root_that_cannot_be_written(
    run: RunCommand, fake: FakeSlack, tmp_path: Path
) -> None:
    within = confined(tmp_path)
    [line] = re.findall(r"^ENV (.*)$", DOCKERFILE, flags=re.MULTILINE)
    places = {"/data": str(tmp_path / "data"), "/venv/bin": str(SERVER), "$PATH": os.environ["PATH"]}
    variables = dict(part.split("=", 1) for part in shlex.split(replaced(line, places)) if not part.startswith("PORT="))
    [fit] = re.findall(r"^RUN (python -m eig_bot fit)", DOCKERFILE, flags=re.MULTILINE)
    code, told = run([*within, *shlex.split(fit)], **variables).wait()
    assert code == 0, told
    [entry] = re.findall(r"^ENTRYPOINT (.*)$", DOCKERFILE, flags=re.MULTILINE)
    [arguments] = re.findall(r"^CMD (.*)$", DOCKERFILE, flags=re.MULTILINE)
    bot = run([*within, *json.loads(entry), *json.loads(arguments)], **variables, **SECRETS)
    assert_answers(bot, fake)
    [check] = re.findall(r"^HEALTHCHECK .* CMD (.*)$", DOCKERFILE, flags=re.MULTILINE)
    healthy = run(json.loads(check), PORT=str(bot.port))
    assert healthy.wait()[0] == 0
    assert run(json.loads(check), PORT=str(free_port())).wait()[0] != 0


# --- what stands in front, and behind


@contextmanager
def nginx_before(bot: Process, folder: Path) -> Iterator[int]:
    """Yield the port of nginx, with the settings of `deploy/` and a certificate of its own."""
    port = free_port()
    certificate(folder)
    text = (DEPLOY / "nginx" / "eig_bot.conf").read_text(encoding="utf-8")
    text = text.replace("127.0.0.1:3000", f"127.0.0.1:{bot.port}").replace("listen 443", f"listen 127.0.0.1:{port}")
    text = text.replace("/etc/nginx/tls", str(folder))
    places = "".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    settings = folder / "nginx.conf"
    settings.write_text(
        f"daemon off; pid {folder}/nginx.pid; events {{}} http {{ access_log off; {places}\n{text}\n}}", encoding="utf-8"
    )
    command = ["nginx", "-e", "stderr", "-c", str(settings), "-p", str(folder)]
    tried = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: (folder / "nginx.pid").exists() and (folder / "nginx.pid").read_text(encoding="ascii").strip() != "")
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def through(port: int, folder: Path, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> int:
    """Return the status that nginx gives."""
    trusted = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=folder / "fullchain.pem"))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), trusted)
    try:
        with opener.open(
            urllib.request.Request(f"https://localhost:{port}{path}", body, headers or {}), timeout=PATIENCE
        ) as got:
            return int(got.status)
    except urllib.error.HTTPError as error:
        return error.code


@needs("nginx", "nginx-light")
@needs("pgbouncer", "pgbouncer")
def test_a_bot_between_nginx_and_pgbouncer_answers(run: RunCommand, fake: FakeSlack, postgres: Server, tmp_path: Path) -> None:
    with pooler.pooled(postgres.new_database(), tmp_path) as address:
        bot = run(["python", "-m", "eig_bot", "run"], **SECRETS, EIG_BOT_DATABASE_URL=address)
        bot.wait_until_ready()
        with nginx_before(bot, tmp_path) as port:
            body, headers = as_http(dm("qui prête une parcelle ?"), SECRET)
            assert through(port, tmp_path, "/slack/events", body, headers) == 200
            assert "50 à 200 m²" in str(fake.wait_for("chat.postMessage", 1)[-1].params["text"])
            assert through(port, tmp_path, "/slack/events", body, {**headers, "X-Slack-Signature": "v0=faux"}) == 401
            assert {through(port, tmp_path, path) for path in ("/readyz", "/healthz", "/metrics", "/")} == {404}
        bot.stop()


# --- monitoring


@needs("promtool", "prometheus")
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "rules", "alerts.yml"),
        ("test", "rules", "alerts_test.yml"),
        ("check", "config", "--syntax-only", "prometheus.yml"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_the_alerts_come_when_they_should(arguments: tuple[str, ...]) -> None:
    ran = subprocess.run(["promtool", *arguments], cwd=DEPLOY / "prometheus", capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
