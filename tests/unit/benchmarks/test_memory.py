"""Memory is counted at its peak, children with it."""

import subprocess
import sys

import pytest

from benchmarks.memory import PROCESSES, watched

MIB = 2**20
HOLD = f"import time; held = bytearray(b'x') * (60 * {MIB}); print('held', flush=True); time.sleep(60)"

if not (PROCESSES / "self").exists():
    pytest.skip("this system does not tell of processes in files", allow_module_level=True)


def test_what_was_let_go_counts() -> None:
    with watched() as peak:
        peak.look()
        before = peak.bytes
        held = bytearray(b"x") * (80 * MIB)
        peak.look()
        del held
    assert peak.bytes >= before + 70 * MIB


def test_children_count() -> None:
    with watched() as peak:
        peak.look()
        before = peak.bytes
        with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            peak.look()
            child.terminate()
    assert peak.bytes >= before + 60 * MIB
