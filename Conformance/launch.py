"""Starts the suite's runner, which is written for Python 3.12, on Python 3.11 as well.

usage: python3 Conformance/launch.py RUNNER ARGUMENT…
"""

import enum
import runpy
import sys
from pathlib import Path

if sys.version_info < (3, 12):
    # Since 3.12, `value in SomeEnum` also answers for values of members; before, it was a TypeError.
    enum.EnumMeta.__contains__ = lambda cls, value: isinstance(value, cls) or value in cls._value2member_map_

sys.argv = sys.argv[1:]
sys.path.insert(0, str(Path(sys.argv[0]).parent))
runpy.run_path(sys.argv[0], run_name="__main__")
