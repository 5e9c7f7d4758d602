"""Memory is counted at its peak, children with it."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.memory import PROCESSES

ROOT = Path(__file__).resolve().parents[3]
MIB = 2**20
HOLD = f"import time; held = bytearray(b'x') * (60 * {MIB}); print('held', flush=True); time.sleep(60)"
LET_GO = f"""
held = bytearray(b"x") * (60 * {MIB})
peak.look()
del held
"""
CHILD = f"""
with subprocess.Popen([sys.executable, "-c", {HOLD!r}], stdout=subprocess.PIPE) as child:
    child.stdout.readline()
    peak.look()
    child.terminate()
"""

if not (PROCESSES / "self").exists():
    pytest.skip("this system does not tell of processes in files", allow_module_level=True)


@pytest.mark.parametrize("work", [LET_GO, CHILD], ids=["let go", "a child's"])
def test_what_was_held_for_a_while_counts(work: str) -> None:
    """In a process of its own, whose memory nothing else moves."""
    lines = ["import subprocess, sys", "from benchmarks.memory import watched", "with watched() as peak:"]
    lines += [f"    {line}" for line in ["peak.look()", "before = peak.bytes", *work.strip().splitlines()]]
    program = "\n".join([*lines, "print(peak.bytes - before)"])
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert int(told) >= 50 * MIB
