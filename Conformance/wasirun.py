"""Tells the runner of WebAssembly/wasi-testsuite how a test becomes a command line of wasirun.

The runner loads this file as a module. WASIRUN names the command, wasirun by default; it may carry options.
"""

import os
import shlex
import subprocess
from typing import List

WASIRUN = shlex.split(os.getenv("WASIRUN", "wasirun"))


def get_name() -> str:
    return "wasirun"


def get_version() -> str:
    result = subprocess.run(WASIRUN[:1] + ["--version"], encoding="UTF-8", capture_output=True, check=True)
    words = result.stdout.split()
    return next((word for word in words if word[:1].isdigit()), "unknown")


def get_wasi_versions() -> List[str]:
    return ["wasm32-wasip1"]


def get_wasi_worlds() -> List[str]:
    return ["wasi:cli/command"]


def get_timeout_seconds() -> float:
    """Compiling is part of a test's time, and machines are shared."""
    return 30.0


# The runner has passed more and more about a test over time; what is not needed here is taken and ignored.
def compute_argv(test_path, args_env_root, *_ignored, **_also_ignored) -> List[str]:
    arguments, environment, root = args_env_root
    command = list(WASIRUN)
    for name, value in environment.items():
        command += ["--env", f"{name}={value}"]
    if root:
        command += ["--dir", f"{root}::/"]
    return command + [str(test_path)] + list(arguments)
