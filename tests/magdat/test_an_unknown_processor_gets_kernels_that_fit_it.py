"""magdat.blas: OpenBLAS is told which kernels fit a processor that it may not know; what somebody named stays."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from launch import services
from magdat.blas import NAMED, PROCESSOR, fitting_kernels, name_kernels

WIDE = "avx512f avx512dq avx512cd avx512bw avx512vl"

TOLD = """\
import json
import numpy
from threadpoolctl import threadpool_info
print(json.dumps([one["architecture"] for one in threadpool_info() if one.get("internal_api") == "openblas"]))
"""


def cpuinfo(vendor: str, flags: str) -> str:
    """Return what Linux tells of a processor with two cores."""
    core = f"processor\t: 0\nvendor_id\t: {vendor}\nmodel\t\t: 207\nflags\t\t: fpu sse2 {flags}\n"
    return f"{core}\n{core}"


@pytest.mark.parametrize(
    ("vendor", "flags", "kernels"),
    [
        ("GenuineIntel", f"fma avx avx2 {WIDE} amx_int8", "SkylakeX"),
        ("GenuineIntel", "fma avx avx2 avx512f", "Haswell"),
        ("GenuineIntel", "fma avx avx2 avx_vnni", "Haswell"),
        ("GenuineIntel", "avx", None),
        ("AuthenticAMD", f"fma avx avx2 {WIDE}", None),
    ],
)
def test_the_kernels_are_those_that_an_intel_processor_can_run(vendor: str, flags: str, kernels: str | None) -> None:
    assert fitting_kernels(cpuinfo(vendor, flags)) == kernels


def test_another_system_tells_of_its_processor_otherwise_and_nothing_is_named(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    name_kernels(environment, tmp_path / "none")
    assert fitting_kernels("Features : fp asimd\n") is None
    assert not environment


def test_what_the_operator_named_stays(tmp_path: Path) -> None:
    told = tmp_path / "cpuinfo"
    told.write_text(cpuinfo("GenuineIntel", f"fma avx2 {WIDE}"), encoding="utf-8")
    environment = {NAMED: "Zen"}
    name_kernels(environment, told)
    assert environment == {NAMED: "Zen"}


def test_a_service_multiplies_with_the_kernels_that_fit_this_machine() -> None:
    env = services.environment()
    done = subprocess.run([sys.executable, "-c", TOLD], env=env, capture_output=True, text=True, check=True)
    fitting = fitting_kernels(PROCESSOR.read_text(encoding="utf-8")) if PROCESSOR.exists() else None
    assert env.get(NAMED) == fitting
    assert fitting is None or set(json.loads(done.stdout)) == {fitting}
