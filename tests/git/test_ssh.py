"""Knowledge over ssh: with the robot's key, from the server whose key is known, and from no other."""

import asyncio
import threading
from asyncio.subprocess import PIPE
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from eig_bot.errors import KnowledgeError
from eig_bot.git_settings import GitSettings
from eig_bot.messages import git as messages
from tests.git.conftest import FIRST, Open, page, settings_of
from tests.git.forge import Forge, plain_environment
from tests.waiting import PATIENCE

Keys = dict[str, Path]


class Server:
    """An ssh server that runs git for whoever has the key."""

    def __init__(self, forge: Forge, host_key: Path, authorized: Path) -> None:
        self._forge = forge
        self.variables: frozenset[str] = frozenset({"GIT_PROTOCOL"})
        """What a client may set; forges let this one pass, a plain sshd lets none."""
        self._options = {"server_host_keys": [str(host_key)], "authorized_client_keys": str(authorized)}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sshd", daemon=True)
        self._thread.start()
        self.port: int = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(PATIENCE)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    async def _listen(self) -> int:
        self._listener = await asyncssh.listen(
            "127.0.0.1",
            0,
            process_factory=self._run,
            encoding=None,
            **self._options,
        )
        return self._listener.get_port()

    async def _end(self) -> None:
        self._listener.close()
        await self._listener.wait_closed()

    async def _run(self, process: "asyncssh.SSHServerProcess[bytes]") -> None:
        """Do what the client asks, as a shell of git alone does."""
        let_pass = {name: value for name, value in process.env.items() if name in self.variables}
        environment = {**plain_environment(self._forge.root), **let_pass}
        command = ("git", "shell", "-c", process.command or "")
        git = await asyncio.create_subprocess_exec(*command, env=environment, stdin=PIPE, stdout=PIPE)
        assert git.stdin
        assert git.stdout
        asking = asyncio.create_task(_copy(process.stdin, git.stdin))
        while part := await git.stdout.read(65_536):
            process.stdout.write(part)
            await process.stdout.drain()
        asking.cancel()
        process.exit(await git.wait())


async def _copy(source: "asyncssh.SSHReader[bytes]", target: asyncio.StreamWriter) -> None:
    while part := await source.read(65_536):
        target.write(part)
        await target.drain()
    target.close()


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    place = tmp_path / "clés de 100 %"
    place.mkdir()
    found = {}
    for name in ("robot", "étranger", "serveur", "autre"):
        key = asyncssh.generate_private_key("ssh-ed25519")
        found[name] = place / name
        key.write_private_key(str(found[name]))
        key.write_public_key(f"{found[name]}.pub")
        found[name].chmod(0o600)
    return found


@pytest.fixture
def server(forge: Forge, keys: Keys) -> Iterator[Server]:
    served = Server(forge, keys["serveur"], Path(f"{keys['robot']}.pub"))
    yield served
    served.close()


def settings_over_ssh(server: Server, forge: Forge, keys: Keys, *, key: str = "robot", known: str = "serveur") -> GitSettings:
    hosts = keys["robot"].with_name("serveurs connus")
    public = Path(f"{keys[known]}.pub").read_text(encoding="ascii")
    hosts.write_text(f"[127.0.0.1]:{server.port} {public}", encoding="ascii")
    return settings_of(
        forge,
        GIT=f"ssh://git@127.0.0.1:{server.port}{forge.repository}",
        SSH_KEY_FILE=str(keys[key]),
        KNOWN_HOSTS_FILE=str(hosts),
    )


@pytest.mark.slow
def test_an_edit_comes_over_ssh(forge: Forge, server: Server, keys: Keys, replica: Open) -> None:
    forge.commit(FIRST)
    bot = replica(settings=settings_over_ssh(server, forge, keys)).begin()
    head = forge.commit({"knowledge/eau.md": page("La pluie")})
    assert (bot.poll().served, bot.titles) == (head, {"La pluie", "La terre"})


@pytest.mark.slow
def test_a_plain_sshd_gives_a_whole_copy(forge: Forge, server: Server, keys: Keys, replica: Open) -> None:
    server.variables = frozenset()
    forge.commit(FIRST)
    bot = replica(settings=settings_over_ssh(server, forge, keys)).begin()
    head = forge.commit({"knowledge/eau.md": page("La pluie")})
    assert (bot.poll().served, bot.titles) == (head, {"La pluie", "La terre"})
    assert bot.following.state.trouble is None


@pytest.mark.slow
def test_another_key_is_refused(forge: Forge, server: Server, keys: Keys, replica: Open) -> None:
    forge.commit(FIRST)
    with pytest.raises(KnowledgeError) as refused:
        replica(settings=settings_over_ssh(server, forge, keys, key="étranger")).begin()
    assert messages.FAULTS["REFUSED"] in str(refused.value)


@pytest.mark.slow
def test_a_server_with_another_key_is_not_talked_to(forge: Forge, server: Server, keys: Keys, replica: Open) -> None:
    forge.commit(FIRST)
    with pytest.raises(KnowledgeError) as refused:
        replica(settings=settings_over_ssh(server, forge, keys, known="autre")).begin()
    assert messages.FAULTS["HOST"] in str(refused.value)
