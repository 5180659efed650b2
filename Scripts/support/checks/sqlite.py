"""SQLite, built here from Debian's source package: SQL, and a database that survives `kill -9` in mid-transaction."""

import os
import random
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import toolchains
from checks import INPUTS, STORE, Failed, Machine, Skipped, host_environment, require

ROUNDS = 20

FLAGS = """
    -O1 -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_WAL -DSQLITE_OMIT_POPEN -DSQLITE_NOHAVE_SYSTEM
    -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS -D_WASI_EMULATED_MMAN -D_WASI_EMULATED_GETPID
""".split()
LIBRARIES = "-lwasi-emulated-signal -lwasi-emulated-process-clocks -lwasi-emulated-mman -lwasi-emulated-getpid".split()


def check(machine: Machine) -> str:
    shell = build()

    def sql(text: str, expected: int = 0) -> str:
        return machine.run(shell, "-batch", "-vfs", "unix-none", "/data.db", text=text, expected=expected).output

    sql("CREATE TABLE entry (number INTEGER PRIMARY KEY, text TEXT NOT NULL);")
    sql("BEGIN; INSERT INTO entry VALUES (1, 'one'), (2, 'two'); COMMIT; BEGIN; INSERT INTO entry VALUES (3, 'x'); ROLLBACK;")
    require(sql("SELECT number, text FROM entry ORDER BY number;") == "1|one\n2|two\n", "committed rows, no others")
    join = (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20000) "
        "SELECT count(*), sum(a.x) FROM n AS a WHERE a.x % 7 = 3;"
    )
    require(sql(join) == "2857|28567143\n", "a recursive query")
    require(sql("SELECT count(*) FROM entry; SELECT nonsense;", expected=1) == "2\n", "an error is exit code 1")
    sql("PRAGMA page_size = 1024; VACUUM;")
    return f"SQL, errors, VACUUM; {survive_kills(machine, shell, sql)}"


def survive_kills(machine: Machine, shell: Path, sql) -> str:
    """Kills the writer at moments of chance; what it had reported as committed must be there, and all of it sound.

    Each transaction writes the same number into a hundred rows, so half of one is seen at once.
    """
    sql("DROP TABLE entry; CREATE TABLE slot (place INTEGER PRIMARY KEY, round INTEGER); CREATE INDEX by_round ON slot (round);")
    sql("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100) INSERT INTO slot SELECT x, 0 FROM n;")
    chance = random.Random(20261123)
    committed = interrupted = recovered = 0
    for _ in range(ROUNDS):
        command = machine.command(shell, ["-batch", "-vfs", "unix-none", "/data.db"])
        output = machine.work / "output.txt"
        with open(output, "wb") as sink:
            writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=sink, stderr=subprocess.DEVNULL)
            feeder = os.fork()
            if feeder == 0:
                feed(writer.stdin.fileno(), committed + 1)
            writer.stdin.close()
            deadline = time.monotonic() + 60
            while not output.stat().st_size and time.monotonic() < deadline:
                time.sleep(0.005)
            time.sleep(chance.uniform(0, 0.15))
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            os.waitpid(feeder, 0)
        reported = [int(number) for number in re.findall(r"^(\d+)\n", output.read_text(), re.MULTILINE)]
        require(bool(reported), "the writer committed nothing before it was killed")
        recovered += (machine.work / "data.db-journal").exists()
        require(sql("PRAGMA integrity_check;") == "ok\n", "the database is damaged")
        rounds = sql("SELECT DISTINCT round FROM slot;").split()
        require(len(rounds) == 1, f"a transaction is there by half: {rounds}")
        now = int(rounds[0])
        # The kill may come between a commit and its report.
        require(now in (reported[-1], reported[-1] + 1), f"{reported[-1]} was committed, {now} is there")
        interrupted += 1
        committed = now
    return f"{interrupted} kills during {committed} transactions, {recovered} left a journal, none lost anything"


def feed(descriptor: int, first: int) -> None:
    """Writes transactions until nobody reads them; runs in a process of its own, and ends it."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    number = first
    while True:
        os.write(descriptor, f"BEGIN; UPDATE slot SET round = {number}; COMMIT; SELECT {number};\n".encode())
        number += 1


def build() -> Path:
    """The SQLite shell as a WASI program, made out of Debian's source package."""
    shell = STORE / "packages/sqlite/sqlite3.wasm"
    if shell.exists():
        return shell
    for tool in ("apt-get", "tar", "make", "tclsh"):
        if not shutil.which(tool):
            raise Skipped(f"building it needs {tool}" + (" (apt-get install tcl)" if tool == "tclsh" else ""))
    folder = source()
    output = folder / "output"
    output.mkdir(exist_ok=True)
    compiler = shutil.which("clang") or shutil.which("cc") or "cc"
    for command in (["../configure", "--disable-tcl", "--disable-readline"], ["make", "sqlite3.c", "shell.c"]):
        run(command, output, CC=compiler)
    zig, environment = toolchains.zig()
    for name in ("sqlite3", "shell"):
        run([*zig, *FLAGS, "-include", str(INPUTS / "sqlite-compat.h"), "-c", f"{name}.c", "-o", f"{name}.o"], output, **environment)
    shell.parent.mkdir(parents=True, exist_ok=True)
    run([*zig, "-s", "shell.o", "sqlite3.o", *LIBRARIES, "-o", str(shell)], output, **environment)
    shutil.rmtree(folder)
    return shell


def source() -> Path:
    """Fetches and unpacks the source package, with package lists of our own: the machine's have binary packages only."""
    apt = STORE / "downloads/apt"
    shutil.rmtree(apt, ignore_errors=True)
    for name in ("parts", "lists/partial", "cache/archives/partial", "source"):
        (apt / name).mkdir(parents=True)
    for path in [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]:
        text = path.read_text() if path.is_file() else ""
        if path.suffix == ".sources" and "Debian" in text + path.name.title():
            (apt / "parts" / path.name).write_text(re.sub(r"^Types:.*$", "Types: deb-src", text, flags=re.MULTILINE))
        elif path.suffix == ".list":
            lines = [line for line in text.splitlines() if line.startswith("deb ") and "debian" in line]
            (apt / "parts" / path.name).write_text("\n".join("deb-src" + line[3:] for line in lines) + "\n")
    options = ["-o", "Dir::Etc::sourcelist=/dev/null", "-o", f"Dir::Etc::sourceparts={apt}/parts"]
    options += ["-o", f"Dir::State::lists={apt}/lists", "-o", f"Dir::Cache={apt}/cache"]
    try:
        run(["apt-get", *options, "--quiet", "update"], apt)
        run(["apt-get", *options, "--quiet", "source", "--download-only", "sqlite3"], apt / "source")
    except Failed as problem:
        raise Skipped(f"apt-get cannot fetch its source package: {problem}") from problem
    archives = [path for path in (apt / "source").glob("sqlite3_*.orig.tar.*") if "www" not in path.name]
    folder = STORE / "downloads/sqlite"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    run(["tar", "--extract", "--strip-components=1", "--file", str(archives[0])], folder)
    shutil.rmtree(apt)
    return folder


def run(command: list[str], folder: Path, **environment: str) -> None:
    result = subprocess.run(command, cwd=folder, env=host_environment(**environment), text=True, capture_output=True)
    if result.returncode != 0:
        raise Failed(f"{' '.join(command[:2])}: {(result.stderr or result.stdout).strip()[-500:]}")
