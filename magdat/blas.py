"""The kernels of OpenBLAS that fit this processor, where OpenBLAS does not know it.

NumPy 1.23, the newest that Rasa 3.6 takes, brings OpenBLAS 0.3.20. That chooses its kernels by the model of the
processor, and one of Intel's that came later (from 2023 on) gets those of 2004, without AVX: a training multiplies
three times as slowly, and nothing says so. What the processor can do stands in /proc/cpuinfo, and OpenBLAS takes the
name of the kernels from its environment (https://github.com/OpenMathLib/OpenBLAS, «OPENBLAS_CORETYPE»).
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

NAMED = "OPENBLAS_CORETYPE"
"""The variable that OpenBLAS reads when it is loaded."""

PROCESSOR = Path("/proc/cpuinfo")

_FROM_INTEL = "GenuineIntel"

_KERNELS = (
    ("SkylakeX", frozenset({"avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"})),
    ("Haswell", frozenset({"avx2", "fma"})),
)
"""Kernels with what a processor must be able to do for them, the fastest first. To those of Intel's processors that
OpenBLAS knows it gives the same."""


def fitting_kernels(processor: str) -> str | None:
    """Return the name of the kernels that fit a processor; ``None`` for one that is not Intel's, or too old.

    Args:
        processor: what Linux tells of it (/proc/cpuinfo).
    """
    told: dict[str, str] = {}
    for line in processor.splitlines():
        name, _, value = line.partition(":")
        told.setdefault(name.strip(), value.strip())
    can = set(told.get("flags", "").split())
    if told.get("vendor_id") != _FROM_INTEL:
        return None
    return next((kernels for kernels, needed in _KERNELS if needed <= can), None)


def name_kernels(environment: MutableMapping[str, str], processor: Path = PROCESSOR) -> None:
    """Name the kernels in an environment, unless it names them already; of use before NumPy is loaded.

    Args:
        environment: of this process or of one to start.
        processor: where Linux tells of the processor; elsewhere nothing is named.
    """
    try:
        kernels = fitting_kernels(processor.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return
    if kernels is not None:
        environment.setdefault(NAMED, kernels)
