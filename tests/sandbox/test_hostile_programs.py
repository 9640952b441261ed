"""Programs in R, Octave and gnuplot that mean harm, by the languages' own ways out: shells, files, network.

The verdict is right, the host is untouched, nothing is left running.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from stages.sandbox import Execution, Executor
from stages.sandbox.runtimes import missing_packages, missing_programs
from tests.sandbox.conftest import SAFE, runtimes
from tests.sandbox.processes import named

RUNTIMES = [
    name for name in ("r", "octave", "gnuplot") if not missing_packages(name) and not missing_programs(name)
]
pytestmark = pytest.mark.skipif(not RUNTIMES, reason="none of R, Octave and gnuplot is installed")

LEAVE = "cp /usr/bin/sleep janusleak; setsid ./janusleak 600 >/dev/null 2>&1 </dev/null &"
READ = "cat SECRET /etc/shadow /root/.bashrc /proc/1/environ /proc/self/environ; ls /home /work; env"
SEND = "for k in tcp udp; do (echo SENT > /dev/$k/127.0.0.1/PORT) 2>&1; done"
WRITE = "for d in / /usr /etc /janus /dev /root /var; do touch $d/janusmark && echo WROTE $d; done"
FORK = "f() { sleep 600 & f; }; f"

R_READ = """refused <- function(e) "refused"
seen <- character()
for (p in c("SECRET", "/etc/shadow", "/root/.bashrc", "/proc/1/environ"))
  seen <- c(seen, tryCatch(paste("READ", readLines(p)), warning = refused, error = refused))
seen <- c(seen, list.files(c("/home", "/work", "/root")), grep("SECRET", names(Sys.getenv()), value = TRUE))
stop(paste(seen, collapse = "; "))
"""
R_SEND = """refused <- function(e) "refused"
seen <- character()
try_to <- function(send) seen <<- c(seen, tryCatch({ send; "SENT" }, warning = refused, error = refused))
try_to(socketConnection("127.0.0.1", PORT, open = "w", timeout = 1))
try_to(download.file("http://127.0.0.1:PORT/a", "a", quiet = TRUE))
try_to(readLines(url("http://127.0.0.1:PORT/a")))
stop(paste(seen, collapse = "; "))
"""

CASES: dict[str, tuple[str, str, str]] = {
    # runtime and name: (program, expected status, text expected in stderr)
    "r loop": ("repeat {}", "cpu_timeout", "1 s"),
    "r memory_bomb": ("x <- list()\nrepeat x[[length(x) + 1]] <- numeric(1e6) + 1", "oom", "256 MiB"),
    "r memory_in_one_call": ("x <- numeric(1e12)", "oom", "256 MiB"),
    "r shell_leaves": (f"system('{LEAVE}')\nplot(1:3)", "ok", ""),
    "r shell_forks": (f"system('{FORK}')\nplot(1:3)", "ok", "annot fork"),
    "r forks": ("repeat parallel::mcparallel(Sys.sleep(600))", "exception", "unable to fork"),
    "r reads": (R_READ, "exception", "refused; refused; refused; refused"),
    "r shell_reads": (f"system('{READ}')", "no_output", "No such file"),
    "r sends": (R_SEND, "exception", "refused; refused; refused"),
    "r shell_sends": (
        f'system2("bash", c("-c", shQuote("{SEND.replace("$", chr(92) * 2 + "$")}")))',
        "no_output",
        "",
    ),
    "r shell_writes": (f"system('{WRITE}')", "no_output", "Read-only"),
    "r fills_disk": (
        "n <- 0\nrepeat { n <- n + 1; f <- file(paste0('f', n), 'wb'); writeBin(raw(1e6), f); close(f) }",
        "cpu_timeout",
        "1 s",
    ),
    "r crash": ("plot(1)\ntools::pskill(Sys.getpid(), 11)", "killed", "SIGSEGV"),
    "r kills_everything": ("tools::pskill(1, 9)\nsystem('kill -9 -1')\nplot(1)", "killed", "SIGKILL"),
    "r quits_early": ("quit(status = 0)\nplot(1)", "no_output", "nothing was drawn"),
    "r removes_our_files": ("plot(1)\nunlink('.janus', recursive = TRUE)", "killed", "damaged its result"),
    "octave loop": ("while true, end", "cpu_timeout", "1 s"),
    "octave memory_bomb": ("x = {};\nwhile true, x{end+1} = rand(500); end", "oom", "256 MiB"),
    "octave memory_in_one_call": ("x = ones(1e6, 1e6);", "oom", "256 MiB"),
    "octave forks": ("while true, fork(); end", "cpu_timeout oom exception", ""),
    "octave shell_leaves": (f"system('{LEAVE}');\nplot([1 2 3])", "ok", ""),
    "octave shell_reads": (f"system('{READ}');", "no_output", "No such file"),
    "octave reads": (
        "x = fopen('SECRET'), y = fopen('/etc/shadow')\nerror('%d %d', x, y)",
        "exception",
        "-1 -1",
    ),
    "octave sends": ("urlread('http://127.0.0.1:PORT/a')", "exception", "error"),
    "octave shell_writes": (f"system('{WRITE}');", "no_output", "Read-only"),
    "octave fills_disk": (
        "n = 0;\nwhile true\n  f = fopen(sprintf('f%d', n++), 'w'); c = fwrite(f, ones(1, 1e6), 'uint8');\n"
        "  fclose(f);\n  if (c < 1e6) error('full'); end\nend",
        "exception",
        "no space left",
    ),
    "octave crash": ("plot(1)\nkill(getpid(), 9);", "killed", "SIGKILL"),
    "octave quits_early": ("exit(0)\nplot(1)", "no_output", "nothing was drawn"),
    "gnuplot loop": ("while (1) {}", "cpu_timeout", "1 s"),
    "gnuplot memory_bomb": ("array A[200000000]\nplot x", "oom exception", ""),
    "gnuplot shell_leaves": (f'system("{LEAVE}")\nplot x', "ok", ""),
    "gnuplot shell_reads": (f'system("{READ}")\nplot x', "ok", "No such file"),
    "gnuplot plots_what_it_reads": ('plot "< cat SECRET /etc/shadow" using 1:2', "exception", "invalid"),
    "gnuplot loads": ('load "/root/.bashrc"', "exception", "Cannot load"),
    "gnuplot shell_writes": (f'system("{WRITE}")\nplot x', "ok", "Read-only"),
    "gnuplot shell_fills_disk": ('system("cat /dev/zero > f")\nplot x', "exception", "no space left"),
    "gnuplot shell_kills": ('system("kill -11 $PPID")\nplot x', "killed", "SIGSEGV"),
    "gnuplot kills_everything": ('system("kill -9 -1")\nplot x', "killed", "SIGKILL"),
}
PLAIN = {"r": "plot(1:3)", "octave": "plot([1 2 3])", "gnuplot": "plot x"}


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port open on TCP on the host, and who came."""
    came: list[str] = []
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def listen() -> None:
            while not over.is_set():
                try:
                    came.append(str(server.accept()[1]))
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], came
        over.set()
        thread.join()


@pytest.fixture(scope="module")
def verdicts(
    listener: tuple[int, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Execution]]:
    """All cases through one executor, which then has to draw once more in each language."""
    secret = tmp_path_factory.mktemp("secret") / "key"
    secret.write_text("1 TOPSECRET\n")
    os.environ["JANUS_TEST_SECRET"] = "TOPSECRET"
    jobs = []
    for name, (code, _, _) in CASES.items():
        runtime = name.partition(" ")[0]
        if runtime in RUNTIMES:
            code = code.replace('"SECRET', f'"{secret}').replace("'SECRET", f"'{secret}")
            code = code.replace("cat SECRET", f"cat {secret}").replace("PORT", str(listener[0]))
            jobs.append((name, (code, runtime)))
    limits = runtimes(cpu_s=1.0, wall_s=8.0)
    with Executor(limits, SAFE, None, count=2) as executor:
        done = executor.map([job for _, job in jobs], label="hostile")
        found = {name: verdict for (name, _), verdict in zip(jobs, done, strict=True)}
        found |= {f"{name} afterwards": executor.execute(PLAIN[name], name) for name in RUNTIMES}
        yield found
    del os.environ["JANUS_TEST_SECRET"]


@pytest.mark.parametrize("name", CASES)
def test_verdict(name: str, verdicts: dict[str, Execution]) -> None:
    if name not in verdicts:
        pytest.skip(f"{name.partition(' ')[0]} is not installed")
    _, statuses, said = CASES[name]
    verdict = verdicts[name]
    assert verdict.status in statuses.split(), (verdict.status, verdict.stderr)
    assert said in verdict.stderr
    assert (verdict.png is None) == (verdict.status != "ok")


def test_nothing_got_out(verdicts: dict[str, Execution], listener: tuple[int, list[str]]) -> None:
    said = "\n".join(v.stderr for v in verdicts.values())
    assert not any(word in said for word in ("TOPSECRET", "WROTE", "READ ", "SENT", "root:"))
    assert listener[1] == []
    assert not any(Path(p, "janusmark").exists() for p in ("/", "/usr", "/etc", "/dev", "/root", "/var"))


def test_the_pool_still_serves_and_nothing_lives_on(verdicts: dict[str, Execution]) -> None:
    assert [verdicts[f"{name} afterwards"].status for name in RUNTIMES] == ["ok"] * len(RUNTIMES)
    assert named("janusleak") == []
