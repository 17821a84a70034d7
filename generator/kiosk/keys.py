"""Keys that packs are signed with: Ed25519 (RFC 8032), in the PEM forms that openssl reads.

The private key is made at the first pack and stays in the packer's own settings folder; the public
one travels in the pack, is taken over by `kiosk install`, and from then on only it counts.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from generator import disk

PRIVATE = "kiosk-key.pem"
PUBLIC = "key.pub"
SIGNATURE_BYTES = 64
OWNER_ONLY = 0o600


class BadKey(Exception):
    """A key file that holds no Ed25519 key."""


def own(folder: Path) -> Ed25519PrivateKey:
    """The packer's key, made now if there is none; raises BadKey, OSError."""
    path = folder / PRIVATE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate()
        pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write_once(path, pem)
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except ValueError as why:
        raise BadKey(str(path)) from why
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(str(path))
    return key


def _write_once(path: Path, pem: bytes) -> None:
    """A whole file that only its owner reads, or none; somebody else's, made meanwhile, stays."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(descriptor)
    try:
        with contextlib.suppress(FileExistsError):
            beside.rename(path) if os.name == "nt" else os.link(beside, path)
            disk.sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def public_pem(key: Ed25519PrivateKey) -> bytes:
    """Its public half."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def public(pem: bytes) -> Ed25519PublicKey:
    """The public key in these bytes; raises BadKey."""
    try:
        key = load_pem_public_key(pem)
    except ValueError as why:
        raise BadKey from why
    if not isinstance(key, Ed25519PublicKey):
        raise BadKey
    return key


def signed_by(key: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    """Whether the signature is this key's for these bytes."""
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


def mark(pem: bytes) -> str:
    """Sixteen signs of the key to compare by eye, `1a2b 3c4d 5e6f 7081`; raises BadKey."""
    import hashlib

    raw = public(pem).public_bytes(Encoding.Raw, PublicFormat.Raw)
    digits = hashlib.sha256(raw).hexdigest()[:16]
    return " ".join(digits[i : i + 4] for i in range(0, 16, 4))
