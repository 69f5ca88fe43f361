"""From a password to the key of a file, as SQLCipher 4 derives it.

Deriving takes a noticeable part of a second, on purpose. A case is opened several times while it
is closed, backed up or given a new password, so we derive once and hand SQLCipher the result; the
file is no different for it, and opens with the password in any SQLCipher program.
"""

import hashlib
import secrets
from functools import lru_cache
from pathlib import Path

_SALT = 16
_ROUNDS = 256_000
_LENGTH = 32


def key_for_file(password: str, path: Path) -> str:
    """Return the key of an encrypted file, or of the new one that an empty file will be.

    Reading the file gives up locks that this process holds on it (POSIX): call it only while no
    connection of ours has a transaction open.
    """
    with path.open("rb") as file:
        salt = file.read(_SALT)
    return _key(password, salt) if len(salt) == _SALT else new_key(password)


def new_key(password: str) -> str:
    """Return a key for a new file, with a salt of its own."""
    return _key(password, secrets.token_bytes(_SALT))


def forget_keys() -> None:
    """Forget every key that was derived."""
    _key.cache_clear()


@lru_cache(maxsize=8)
def _key(password: str, salt: bytes) -> str:
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS, _LENGTH)
    return f"x'{key.hex()}{salt.hex()}'"
