"""Signatures by key over a folder or a file: OpenSSF model signing (a Sigstore bundle, made offline).

The package `model-signing` is the extra `sign`. A signature lies beside what it signs: `models/NAME.sig` over
every file of `models/NAME`. Keys are PEM files on the curves P-256, P-384 or P-521, without a password:

    openssl ecparam -name prime256v1 -genkey -noout -out own.key
    openssl ec -in own.key -pubout -out own.pub

Not covered: keyless signing through Sigstore, certificates, PKCS #11. The package's own command does those.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stages.errors import JanusError
from stages.lineage.findings import ABSENT, Findings

if TYPE_CHECKING:
    from model_signing.hashing import Config

SUFFIX = ".sig"


def signature_of(path: Path) -> Path:
    """Where the signature of a folder or file lies."""
    return path.with_name(path.name + SUFFIX)


def sign(path: Path, key: Path) -> Path:
    """Sign what lies at `path`; returns its signature's file. JanusError where one of both is no good."""
    hashing = _hashing()
    from model_signing import signing

    if not path.exists():
        raise JanusError(f"{path} is not here", do="name a folder or file, as models/januscoder")
    try:
        signer = signing.Config().use_elliptic_key_signer(private_key=key)
    except (OSError, ValueError, TypeError) as error:
        raise _no_key(key, "private", error) from None
    signature = signature_of(path)
    signer.set_hashing_config(hashing).sign(path, signature)
    return signature


def check_signature(path: Path, key: Path, findings: Findings) -> None:
    """Note a problem where `path` has no signature by the key, or is not what was signed.

    Raises JanusError where the key itself cannot be read.
    """
    hashing = _hashing()
    from cryptography.exceptions import InvalidSignature
    from model_signing import verifying

    try:
        verifier = verifying.Config().use_elliptic_key_verifier(public_key=key)
    except (OSError, ValueError, TypeError) as error:
        raise _no_key(key, "public", error) from None
    found, signature = "signed", signature_of(path)
    if not path.exists():
        found = ABSENT
    elif not signature.is_file():
        found = f"no {signature.name}"
    else:
        try:
            verifier.set_hashing_config(hashing).verify(path, signature)
        except InvalidSignature:
            found = f"a signature that was not made by {key.name}"
        except (KeyError, TypeError) as error:  # the package reads other JSON without looking at it
            found = f"{signature.name}, which is no signature ({type(error).__name__}: {error})"
        except ValueError as error:
            found = str(error)
    findings.note(str(path), "signed", found)


def _hashing() -> Config:
    """Hash every file: by default the package leaves out those that git would read."""
    try:
        from model_signing.hashing import Config
    except ImportError:
        raise JanusError("the package model-signing is not installed", do="pip install '.[sign]'") from None
    return Config().set_ignored_paths(paths=[], ignore_git_paths=False)


def _no_key(key: Path, kind: str, error: Exception) -> JanusError:
    return JanusError(
        f"{key} is no {kind} key to be used here: {error}",
        do="openssl ecparam -name prime256v1 -genkey -noout -out own.key; "
        "openssl ec -in own.key -pubout -out own.pub",
    )
