"""The annotator as a whole: what it takes to start one."""

import gc
import subprocess
import sys

from tests.unit.pipelines.extract.facts import REFERENCE, Text, annotate

START = """
import sys
from pathlib import Path
from pipelines.extract.annotate import load_annotator
load_annotator(Path(sys.argv[1]))
print(*sorted({"pandas", "dagster", "pandera"} & set(sys.modules)))
"""


def test_an_annotator_starts_without_the_large_libraries() -> None:
    command = [sys.executable, "-c", START, str(REFERENCE)]
    done = subprocess.run(command, cwd=REFERENCE.parent, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []


def test_the_collector_of_cycles_works_on_as_before() -> None:
    was_enabled = gc.isenabled()
    try:
        for is_enabled, switch in ((False, gc.disable), (True, gc.enable)):
            switch()
            annotate(Text("Officers learn", "Belmopan – IOM held a workshop."))
            assert gc.isenabled() == is_enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()
