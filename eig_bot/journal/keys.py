"""The keyed hash of a person, and the seal on what must be read again later."""

import base64
import hashlib
import hmac
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from eig_bot.config import MIN_SECRET
from eig_bot.errors import SettingsError
from eig_bot.files import WritePolicy, whole
from eig_bot.messages import settings as messages


class Keys:
    """Derives from one secret a key for hashes and another for seals (HKDF, RFC 5869)."""

    def __init__(self, secret: str) -> None:
        """Take a secret.

        Args:
            secret: text of any form; the same one gives the same hashes, and opens what was sealed with it.
        """
        self._hash_key = _derived(secret, b"hash")
        self._seal = Fernet(base64.urlsafe_b64encode(_derived(secret, b"seal")))

    def hashed(self, *parts: str) -> str:
        """Return the same 32 hexadecimal digits for the same parts, which tell nothing of them.

        Args:
            parts: ids, as those of a channel and a message; where one ends and the next begins counts.
        """
        return hmac.new(self._hash_key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:32]

    def seal(self, text: str) -> str:
        """Return a text that `unseal` alone can read, with the same secret; another one each time.

        Args:
            text: anything; half characters are replaced.
        """
        return self._seal.encrypt(text.encode(errors="replace")).decode()

    def unseal(self, sealed: str) -> str | None:
        """Return what was sealed; None when another secret was in use then, or it is no seal.

        Args:
            sealed: what `seal` returned.
        """
        try:
            return self._seal.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None


def kept_secret(folder: Path) -> str:
    """Return the secret of a data folder; the first time, one is drawn and kept there for the owner's eyes alone.

    Args:
        folder: made when it is not there; the secret is in its file `secret.key`.

    Raises:
        SettingsError: the file cannot be written or read.
    """
    path = folder / "secret.key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _draw(path)
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(messages.no_secret(str(path))) from error
    if len(secret) < MIN_SECRET:
        raise SettingsError(messages.no_secret(str(path)))
    return secret


def _draw(path: Path) -> None:
    """Put a new secret where its owner alone can read it, unless another process was faster."""
    with suppress(FileExistsError), whole(path, WritePolicy.FIRST_WINS) as draft:
        draft.write_text(secrets.token_urlsafe(32), encoding="ascii")


def _derived(secret: str, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"eig-bot " + use).derive(secret.encode())
