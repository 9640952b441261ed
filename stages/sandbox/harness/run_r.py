"""Runtime r: R with base graphics, grid, lattice and ggplot2.

R is embedded in the template (libR, as any front end of R does it), with ggplot2 loaded: a sample is a fork
that starts warm. What runs inside R is in `r/`: pictures come from R's cairo device, evidence from its
display list and from the plots that ggplot2 built. A sample that sets out to forge it can.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

from stages.sandbox.harness import drawn, program

HOME = "/usr/lib/R"
_WRAPPER = Path(__file__).with_name("r")
_Value = ctypes.c_void_p
_loaded: list[Any] = []
"""libR, the call that runs a sample, and the name of R's temporary folder, which R points to."""


def prepare() -> None:
    """Start R, load the wrapper and ggplot2, and draw once, so that forks find fonts and methods loaded."""
    os.environ.update(FONTCONFIG_FILE=str(program.FONTS), R_HOME=HOME)
    os.environ.update(program.PINNED)  # for what a sample starts; R's own clock is pinned in `r/pins.R`
    lib = ctypes.CDLL(f"{HOME}/lib/libR.so")
    for name in ("Rf_install", "Rf_mkString", "Rf_lang1", "Rf_lang2", "R_tryEval", "VECTOR_ELT"):
        getattr(lib, name).restype = _Value
    ctypes.c_int.in_dll(lib, "R_SignalHandlers").value = 0  # a crash is a crash
    scratch = ctypes.create_string_buffer(_temporary().encode())
    _Value.in_dll(lib, "R_TempDir").value = ctypes.addressof(scratch)  # else its name is random
    os.makedirs(_temporary(), exist_ok=True)
    arguments = [b"R", b"--vanilla", b"--no-echo"]
    lib.Rf_initialize_R(len(arguments), (ctypes.c_char_p * len(arguments))(*arguments))
    ctypes.c_int.in_dll(lib, "R_Interactive").value = 0
    lib.setup_Rmainloop()
    folder = os.getcwd()
    os.chdir(_WRAPPER)
    source = lib.Rf_lang2(_Value(lib.Rf_install(b"source")), _Value(lib.Rf_mkString(b"run.R")))
    run_sample = _Value(lib.VECTOR_ELT(_Value(_evaluate(lib, source)), 0))
    os.chdir(folder)
    lib.R_PreserveObject(run_sample)
    call = lib.Rf_lang1(run_sample)
    lib.R_PreserveObject(_Value(call))
    _loaded[:] = [lib, call, scratch]


def _temporary() -> str:
    return f"{os.environ['TMPDIR']}/Rtmp"


def _evaluate(lib: Any, call: int) -> int:
    """The value of a call. Raises Lost where R jumped out of it; its message is on stderr."""
    failed = ctypes.c_int(0)
    value = lib.R_tryEval(_Value(call), _Value.in_dll(lib, "R_GlobalEnv"), ctypes.byref(failed))
    if failed.value:
        raise drawn.Lost("R failed outside the sample")
    return value


def run(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Run the sample in this process; keys as in `drawn.result`."""
    try:
        drawn.put_aside("sample.R", code)
    except UnicodeEncodeError as error:
        return {"status": "exception", "stderr": f"Error: {error}"}
    os.makedirs(_temporary(), exist_ok=True)
    try:
        _evaluate(*_loaded[:2])
        facts = drawn.read_facts(drawn.ASIDE / "facts.json")
        if facts["status"] != "ok":
            return {"status": facts["status"], "stderr": facts["stderr"]}
        pages = [(drawn.read_picture(drawn.ASIDE / page["file"]), page["facts"]) for page in facts["pages"]]
        return drawn.result(pages, {"warnings": facts["warnings"]})
    except drawn.Lost:
        return drawn.lost()
