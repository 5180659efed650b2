"""What measuring and soaking have in common: the programs, and servers that listen on loopback while a block runs."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Iterator, NamedTuple, Optional

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = ROOT / "Benchmarks/net"
OUTPUT = ROOT / ".out/net"
CACHE = OUTPUT / "cache"
LOAD = OUTPUT / "load"

sys.path.insert(0, str(ROOT / "Scripts/support"))

import toolchains  # noqa: E402
import wheels  # noqa: E402

BACKLOG = 4096
HAS_PROC = Path("/proc/self/fd").exists()


class Program(NamedTuple):
    """A server, natively and as a module. Both take the number of the listening socket as their last argument."""

    native: list[str]
    module: Path
    arguments: list[str]
    environment: dict[str, str] = {}


def stale(output: Path, *sources: Path) -> bool:
    return not output.exists() or any(source.stat().st_mtime > output.stat().st_mtime for source in sources)


def compile_native(name: str) -> Path:
    output, source = OUTPUT / name, HERE / f"{name}.c"
    if stale(output, source):
        compiler = shutil.which("clang") or shutil.which("cc")
        if not compiler:
            raise wheels.Unavailable("no C compiler was found; clang is part of a Swift toolchain.")
        build([compiler, "-O2", "-std=gnu17", "-Wall", "-Wextra", "-Werror", str(source)], output)
    return output


def compile_guest(name: str) -> Path:
    output, source = OUTPUT / f"{name}.wasm", HERE / f"{name}.c"
    if stale(output, source):
        command, environment = toolchains.zig()
        build([*command, "-O2", "-s", "-Wall", "-Wextra", "-Werror", str(source)], output, environment)
    return output


def compile_go(name: str, suffix: str = "", **target: str) -> Path:
    output, folder = OUTPUT / f"{name}{suffix}", HERE / name
    if stale(output, *folder.iterdir()):
        command, environment = toolchains.go()
        build([*command, "build"], output, {**environment, "CGO_ENABLED": "0", **target}, folder)
    return output


def build(command: list[str], output: Path, environment: Optional[dict[str, str]] = None, folder: Optional[Path] = None) -> None:
    """Runs a compiler; its output appears whole, or not at all."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    partial = output.with_name(output.name + ".partial")
    subprocess.run([*command, "-o", str(partial)], check=True, cwd=folder, env={**os.environ, **(environment or {})})
    partial.rename(output)


def c_program(protocol: str) -> Program:
    return Program([str(compile_native("server")), protocol], compile_guest("server"), [protocol])


def go_program() -> Program:
    # Empty: go builds for the machine that it runs on.
    native = compile_go("http", GOOS="", GOARCH="")
    return Program([str(native)], compile_go("http", ".wasm"), [], {"GOMAXPROCS": "1"})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


SERVER_CORE, CLIENT_CORE = 0, 1


def prepare(core: int, limit: Optional[int] = None) -> Callable[[], None]:
    """What a new process does first.

    It stays on one core, where the machine has two or more and lets us: left to itself, the scheduler puts client and server
    on one core or on two as it likes, and numbers double and halve with that. A limit is of open descriptors.
    """
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []

    def act() -> None:
        if len(cores) > 1:
            os.sched_setaffinity(0, {cores[core]})
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))

    return act


class Server:
    """A running server. It ends with the block of `serving`."""

    def __init__(self, process: subprocess.Popen, port: int) -> None:
        self.process = process
        self.port = port

    def connect(self, timeout: float = 10) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def processor_time(self) -> float:
        """The seconds that the server has run so far; 0 where the system has no /proc."""
        if not HAS_PROC:
            return 0
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def answers(self, timeout: float = 10) -> bool:
        """Whether a request is answered. It is one of HTTP, which a server that echoes sends back."""
        try:
            with self.connect(timeout) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                return len(connection.recv(65536)) > 0
        except OSError:
            return False

    def await_answers(self) -> None:
        """Returns once the server answers: the first time, a module has to be compiled before."""
        deadline = time.monotonic() + 60
        while self.is_alive() and time.monotonic() < deadline:
            if self.answers():
                return
            time.sleep(0.02)
        raise RuntimeError(f"{Path(self.process.args[0]).name} does not answer; it ended with {self.process.poll()}")


@contextmanager
def serving(
    command: list[str], port: int, inherited: Optional[socket.socket] = None, limit: Optional[int] = None, **options
) -> Iterator[Server]:
    """Runs a server while the block runs. What it says goes to a file, and is shown if it does not start."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    log = OUTPUT / "server.log"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            pass_fds=(inherited.fileno(),) if inherited else (), preexec_fn=prepare(SERVER_CORE, limit),
            **options,
        )
    server = Server(process, port)
    try:
        server.await_answers()
        yield server
    except RuntimeError:
        print(log.read_text(errors="replace"), file=sys.stderr)
        raise
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def serving_natively(program: Program) -> Iterator[Server]:
    """The native build, on a socket that was opened for it."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # As wasirun does; what is accepted inherits it.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen(BACKLOG)
        listener.setblocking(False)
        command = [*program.native, str(listener.fileno())]
        port = listener.getsockname()[1]
        with serving(command, port, listener, env={**os.environ, **program.environment}) as server:
            yield server


def wasirun_command(wasirun: Path, program: Program, port: int, *flags: str, query: str = f"backlog={BACKLOG}") -> list[str]:
    return [
        str(wasirun), "--cache", str(CACHE), "--compiler", "cranelift", *flags,
        "--listen", f"tcp://127.0.0.1:{port}?{query}", str(program.module), *program.arguments, "3",
    ]


def run_load(mode: str, port: int, connections: int, milliseconds: int, size: int = 64) -> dict[str, float]:
    """What the load client counted: answers, failures, those of the connections that were served, and latencies in milliseconds."""
    command = [str(LOAD), mode, str(port), str(connections), str(milliseconds), str(size)]
    result = subprocess.run(command, text=True, capture_output=True, timeout=milliseconds / 1000 + 60, preexec_fn=prepare(CLIENT_CORE))
    if result.returncode != 0:
        raise RuntimeError(f"the load client: {result.stderr.strip()}")
    numbers = [int(word) for word in result.stdout.split()]
    answers, failures, served, time_taken = numbers[:4]
    latencies = {f"p{percent}": value / 1e6 for percent, value in zip((50, 90, 99, 100), numbers[4:])}
    return {"answers": answers, "failures": failures, "served": served, "rate": answers / (time_taken / 1e9), **latencies}
