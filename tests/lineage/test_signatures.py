"""Signatures by key: what was signed is told from what was changed, added, or signed by somebody else."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from stages.cli.__main__ import main
from tests.lineage.test_verify import flip

WEIGHTS = "models/tiny/checkpoints/20/model.safetensors"


@pytest.fixture
def keys(tmp_path):
    """Files of a fresh pair: private, public."""

    def make(name: str) -> tuple[str, str]:
        key = ec.generate_private_key(ec.SECP256R1())
        private, public = tmp_path / f"{name}.key", tmp_path / f"{name}.pub"
        private.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        public.write_bytes(
            key.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        )
        return str(private), str(public)

    return make


@pytest.fixture
def checked(project, capsys):
    """`janus verify --signature models/tiny --key PUBLIC`: its exit code and problems by path."""

    def run(public: str, *more: str) -> tuple[int, dict[str, str]]:
        capsys.readouterr()
        code = main(["verify", *more, "--signature", "models/tiny", "--key", public, "--json"])
        problems = json.loads(capsys.readouterr().out)["problems"]
        return code, {problem["path"]: problem["found"] for problem in problems}

    return run


def test_a_changed_weight_is_named_and_another_key_refused(project, keys, checked):
    private, public = keys("own")
    assert checked(public) == (1, {"models/tiny": "no tiny.sig"})
    assert main(["sign", "models/tiny", "--key", private]) == 0
    assert (project.root / "models/tiny.sig").is_file()
    assert checked(public) == (0, {})
    code, problems = checked(keys("other")[1])
    assert code == 1 and "key" in problems["models/tiny"]

    flip(project.root / WEIGHTS, 9)
    code, problems = checked(public)
    assert code == 1 and "checkpoints/20/model.safetensors" in problems["models/tiny"]
    assert "checkpoints/10" not in problems["models/tiny"]


def test_a_forged_manifest_and_an_added_file_do_not_pass(project, keys, checked):
    from stages.records.tables import write_manifest

    private, public = keys("own")
    assert main(["sign", "models/tiny", "--key", private]) == 0
    folder = project.root / "models/tiny"
    old = json.loads((folder / "manifest.json").read_text())
    (folder / ".gitignore").write_text("a file that git reads")
    write_manifest(folder, artifact="models/tiny", rows=0, parents=old["parents"])
    code, problems = checked(public)
    assert (
        code == 1 and ".gitignore" in problems["models/tiny"] and "manifest.json" in problems["models/tiny"]
    )


def test_a_signature_is_checked_beside_a_narrow_ref_too(project, keys, checked):
    private, public = keys("own")
    assert main(["sign", "models/tiny", "--key", private]) == 0
    (project.root / "models/tiny.sig").write_text("{}")
    code, problems = checked(public, "npm:icons")
    assert code == 1 and list(problems) == ["models/tiny"]


def test_a_signed_attestation(project, keys, capsys):
    private, public = keys("own")
    assert main(["verify", "--attest", "verified.json"]) == 0
    assert main(["sign", "verified.json", "--key", private]) == 0
    assert main(["verify", "--signature", "verified.json", "--key", public]) == 0
    text = (project.root / "verified.json").read_text()
    (project.root / "verified.json").write_text(text.replace("PASSED", "FAILED"))
    assert main(["verify", "--signature", "verified.json", "--key", public]) == 1


def test_a_key_that_is_none_is_an_error(project, keys, capsys, tmp_path):
    private, public = keys("own")
    (tmp_path / "bad.pem").write_text("no key")
    assert main(["sign", "models/tiny", "--key", str(tmp_path / "bad.pem")]) == 1
    assert "no private key" in capsys.readouterr().err
    assert main(["verify", "--signature", "models/tiny", "--key", private]) == 1
    assert "no public key" in capsys.readouterr().err
    assert main(["verify", "--signature", "models/tiny"]) == 1
    assert "go together" in capsys.readouterr().err
    assert main(["sign", "models/none", "--key", private]) == 1
    assert "is not here" in capsys.readouterr().err
