"""Programs that mean harm, with the verdict that each deserves. `GOOD` is what the runtime calls well done.

`SECRET` is a file of the host, `PORT` a port that is open there; `report` ends the program with what it saw.
A program that should leave nothing running names its processes, so that a survivor is found on the host.
"""

from __future__ import annotations

from textwrap import dedent
from typing import NamedTuple

HEAD = """
import ctypes, os, signal, socket, sys, threading, time
seen = []
def attempt(what, call, *arguments):
    try:
        call(*arguments)
        seen.append('DID ' + what)
    except OSError as error:
        seen.append(type(error).__name__)
def report():
    raise SystemExit('; '.join(map(str, seen)))
def mark():
    ctypes.CDLL(None).prctl(15, b'janusleak', 0, 0, 0)
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    seen.append(f'{name} {getattr(libc, name)(*arguments)}')
"""
GOOD = {
    "python": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n",
    "test": "assert 1 + 1 == 2\n",
    "manim": (
        "import manim\nclass Good(manim.Scene):\n    def construct(self):\n        self.add(manim.Dot())\n"
    ),
}


class Case(NamedTuple):
    """A program, its status, and a part of what its stderr says."""

    program: str
    status: str
    said: str = ""

    def code(self, runtime: str, head: str) -> str:
        """The program for a runtime, after `head`."""
        return head + HEAD + dedent(self.program).replace("GOOD\n", GOOD[runtime])


PROCESSES = {
    "fork_bomb": Case("mark()\nwhile True:\n    os.fork()\n", "exception", "BlockingIOError"),
    "fork_bomb_that_goes_on": Case(
        """
        mark()
        while True:
            try:
                os.fork()
            except OSError:
                pass
        """,
        "cpu_timeout",
    ),
    "thread_bomb": Case(
        "while True:\n    threading.Thread(target=time.sleep, args=(60,)).start()\n",
        "exception",
        "can't start new thread",
    ),
    "daemon": Case(
        """
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                mark()
                time.sleep(600)
            os._exit(0)
        time.sleep(0.2)
        GOOD
        """,
        "ok",
    ),
    "fork_that_runs_on": Case("os.fork()\nGOOD\n", "ok"),
    "kill_everything": Case(
        """
        for pid in (-1, 1, 0):
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        """,
        "killed",
        "SIGKILL",
    ),
    "kill_every_number": Case(
        """
        for pid in set(range(1, 40_000)) - {os.getpid()}:
            for number in (signal.SIGKILL, signal.SIGSTOP):
                try:
                    os.kill(pid, number)
                except OSError:
                    pass
        GOOD
        """,
        "ok",
    ),
    "kill_the_session": Case("os.killpg(0, signal.SIGTERM)\n", "killed", "SIGTERM"),
    "signal_without_a_name": Case("os.kill(os.getpid(), 40)\n", "killed", "signal 40"),
    "another_program": Case("os.execv('/usr/bin/true', ['true'])\n", "no_output", "exit code 0"),
}
MEMORY = {
    "memory_bomb": Case("x = []\nwhile True:\n    x.append(b'1' * 10**6)\n", "oom", "256 MiB"),
    "memory_in_one_call": Case("x = bytearray(10**11)\n", "oom", "256 MiB"),
    "memory_in_many_processes": Case(
        """
        for _ in range(8):
            if os.fork() == 0:
                x = b'1' * 60_000_000
                time.sleep(60)
        time.sleep(60)
        """,
        "oom",
        "256 MiB",
    ),
    "memory_shared_by_processes": Case(
        """
        import mmap
        x = mmap.mmap(-1, 400 << 20)
        os.fork()
        while True:
            x.seek(0)
            x.write(b'1' * (400 << 20))
        """,
        "oom",
    ),
    "memory_as_files": Case(
        "f = open('/dev/shm/f', 'wb')\nfor _ in range(400):\n    f.write(b'1' * 2**20)\nf.close()\n",
        "exception",
        "Error",
    ),
    "memory_that_is_not_counted": Case(
        "call('memfd_create', b'm', 0)\ncall('shmget', 0, 4096, 0o1600)\ncall('mlockall', 3)\nreport()\n",
        "exception",
        "memfd_create -1; shmget -1; mlockall -1",
    ),
}
TIME = {
    "cpu_loop": Case("while True:\n    pass\n", "cpu_timeout"),
    "cpu_loop_that_ignores_signals": Case(
        """
        for number in range(1, 32):
            try:
                signal.signal(number, signal.SIG_IGN)
            except OSError:
                pass
        while True:
            pass
        """,
        "cpu_timeout",
    ),
    "cpu_loop_in_children": Case(
        """
        for _ in range(2):
            if os.fork() == 0:
                while True:
                    pass
        time.sleep(60)
        """,
        "cpu_timeout",
    ),
    "cpu_loop_in_native_code": Case("import re\nre.match('(a+)+$', 'a' * 60 + 'b')\n", "cpu_timeout"),
}
DISK = {
    "disk_fill": Case(
        "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(b'1' * 2**20)\n    n += 1\n",
        "exception",
        "No space left",
    ),
    "one_large_file": Case(
        "f = open('f', 'wb')\nwhile True:\n    f.write(b'1' * 2**20)\n", "exception", "Error"
    ),
    "many_empty_files": Case(
        "for n in range(10**6):\n    open(f'f{n}', 'w').close()\n", "exception", "No space left"
    ),
    "sparse_file": Case("open('f', 'wb').truncate(10**12)\n", "exception", "File too large"),
    "open_files": Case(
        "held = []\nwhile True:\n    held.append(open('/dev/null'))\n", "exception", "Too many open files"
    ),
    "output_flood": Case(
        "while True:\n    sys.stdout.write('x' * 65536)\n    sys.stderr.write('y' * 65536)\n", "cpu_timeout"
    ),
}
FILES = {
    "write_outside": Case(
        """
        for path in '/x /usr/x /etc/x /janus/x /dev/x /root/x /proc/x /var/x'.split():
            attempt('WRITE ' + path, open, path, 'w')
        report()
        """,
        "exception",
        "OSError",
    ),
    "remount": Case(
        """
        bind, remount = 0x1000, 0x20
        call('mount', b'none', b'/tmp', b'tmpfs', 0, None)
        call('mount', b'/', b'/', None, bind | remount, None)
        call('mount', b'/usr', b'/usr', None, bind | remount, None)
        call('umount2', b'/proc', 2)
        call('pivot_root', b'/tmp', b'/tmp')
        attempt('WRITE', open, '/usr/x', 'w')
        report()
        """,
        "exception",
        "mount -1; mount -1; mount -1; umount2 -1; pivot_root -1; OSError",
    ),
    "read_home_and_project": Case(
        """
        for path in (SECRET, *'/etc/shadow /root/.bashrc /home /work /var/log /run /etc/passwd'.split()):
            attempt('READ ' + path, os.listdir if os.path.isdir(path) else open, path)
        report()
        """,
        "exception",
        "FileNotFoundError",
    ),
    "read_environment": Case(
        """
        seen += ['ENV ' + name for name in os.environ if 'SECRET' in name]
        seen += ['ENV ' + value for value in os.environ.values() if 'TOPSECRET' in value]
        for path in ('/proc/self/environ', '/proc/1/environ', f'/proc/{os.getppid()}/environ'):
            attempt('READ ' + path, open, path)
        report()
        """,
        "exception",
        "FileNotFoundError",
    ),
    "read_other_processes": Case(
        """
        seen += os.listdir('/proc')
        for name in ('mem', 'maps', 'root', 'fd', 'cwd', 'cmdline'):
            attempt('READ ' + name, open, f'/proc/1/{name}')
        report()
        """,
        "exception",
        "FileNotFoundError; FileNotFoundError",
    ),
    "leave_for_other_samples": Case(
        """
        for folder in ('/tmp', '/tmp/run', '/dev/shm', '/var/tmp', '/janus'):
            try:
                open(folder + '/left', 'w').write('NOTE')
            except OSError:
                pass
        GOOD
        """,
        "ok",
    ),
    "read_other_samples": Case(
        """
        for folder in ('/tmp', '/tmp/run', '/dev/shm', '/var/tmp', '/janus'):
            attempt('READ NOTE', open, folder + '/left')
        seen += [name for folder in ('/tmp/run', '/dev/shm') for name in os.listdir(folder)]
        report()
        """,
        "exception",
        "SystemExit: " + "; ".join(["FileNotFoundError"] * 5),
    ),
    "links": Case(
        """
        os.symlink(SECRET, 'a')
        os.symlink('/etc', 'b')
        os.symlink('/usr', 'c')
        attempt('READ', open, 'a')
        attempt('READ', open, 'b/shadow')
        attempt('WRITE', open, 'c/x', 'w')
        attempt('LINKED', os.link, '/usr/bin/env', 'd')
        attempt('LINKED', os.link, '/dev/null', 'e')
        report()
        """,
        "exception",
        "FileNotFoundError; FileNotFoundError; OSError; OSError; OSError",
    ),
    "working_folder_replaced_by_a_link": Case(
        """
        os.rename('/tmp/run', '/tmp/away')
        os.symlink('/usr', '/tmp/run')
        GOOD
        """,
        "ok",
    ),
    "devices": Case(
        """
        attempt('MADE', os.mknod, 'sda', 0o60660, os.makedev(8, 0))
        for path in ('/dev/mem', '/dev/kmsg', '/dev/sda', '/dev/kvm', '/dev/fuse', '/dev/net/tun'):
            attempt('READ ' + path, open, path)
        report()
        """,
        "exception",
        "PermissionError; FileNotFoundError",
    ),
}
NETWORK = {
    "loopback_and_outside": Case(
        """
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            for host in ('127.0.0.1', '192.0.2.1'):
                try:
                    s = socket.socket(socket.AF_INET, kind)
                    s.settimeout(1)
                    s.connect((host, PORT))
                    s.send(b'out')
                    seen.append('DID SEND')
                except OSError as error:
                    seen.append(type(error).__name__)
        report()
        """,
        "exception",
        "; ".join(["PermissionError"] * 4),
    ),
    "other_families": Case(
        """
        for family in (socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET, socket.AF_VSOCK, socket.AF_ALG):
            attempt('SOCKET', socket.socket, family, socket.SOCK_RAW)
        report()
        """,
        "exception",
        "; ".join(["PermissionError"] * 5),
    ),
    "names": Case(
        """
        import urllib.request
        attempt('RESOLVE', socket.getaddrinfo, 'example.org', 80)
        attempt('FETCH', urllib.request.urlopen, 'http://192.0.2.1/')
        report()
        """,
        "exception",
        "gaierror; URLError",
    ),
    "sockets_of_the_host": Case(
        """
        for path in ('/run/docker.sock', '/var/run/dbus/system_bus_socket', '\\0host'):
            attempt('CONNECT', socket.socket(socket.AF_UNIX).connect, path)
        report()
        """,
        "exception",
        "FileNotFoundError; FileNotFoundError; ConnectionRefusedError",
    ),
}
PRIVILEGES = {
    "escape_calls": Case(
        """
        call('unshare', 0x10000000)
        call('setns', 0, 0)
        call('chroot', b'/tmp')
        call('setuid', 0)
        call('setgroups', 0, None)
        call('personality', 0x0400000)
        report()
        """,
        "exception",
        "unshare -1; setns -1; chroot -1; setuid -1; setgroups -1; personality -1",
    ),
    "ptrace": Case(
        """
        attach, seize, me = 16, 0x4206, 0
        for request in (attach, seize):
            call('ptrace', request, 1, 0, 0)
        call('ptrace', me, 0, 0, 0)
        call('process_vm_readv', 1, None, 0, None, 0, 0)
        report()
        """,
        "exception",
        "ptrace -1; ptrace -1; ptrace -1; process_vm_readv -1",
    ),
    "programs_that_raise_privileges": Case(
        """
        import subprocess
        for line in ('mount -t tmpfs none /tmp', 'unshare -r true', 'su -c id', 'chown 0 /tmp'):
            done = subprocess.run(line.split(), capture_output=True, stdin=subprocess.DEVNULL)
            seen.append(('DID ' + line) if done.returncode == 0 else 'refused')
        report()
        """,
        "exception",
        "refused; refused; refused; refused",
    ),
}
INTERPRETER = {
    "exit_before": Case("os._exit(0)\nGOOD\n", "no_output", "exit code 0"),
    "exit_after": Case("GOOD\nos._exit(0)\n", "no_output", "exit code 0"),
    "exit_in_a_thread": Case(
        "GOOD\nthreading.Thread(target=os._exit, args=(0,)).start()\ntime.sleep(5)\n", "no_output"
    ),
    "closed_descriptors": Case("os.closerange(0, 256)\nGOOD\n", "ok"),
    "closed_stdout": Case("sys.stdout.close()\nsys.stderr.close()\nGOOD\n", "ok"),
    "write_to_closed_stdout": Case("sys.stdout.close()\nprint('x')\n", "exception", "closed file"),
    "deep_recursion": Case("def f():\n    return f()\nf()\n", "exception", "RecursionError"),
    "native_crash": Case("ctypes.string_at(0)\n", "killed", "SIGSEGV"),
    "abort": Case("os.abort()\n", "killed", "SIGABRT"),
    "error_that_ends_the_process": Case(
        "class E(Exception):\n    def __str__(self):\n        os._exit(0)\nraise E\n", "no_output"
    ),
    "error_that_cannot_be_printed": Case(
        "class E(Exception):\n    def __str__(self):\n        raise E\nraise E\n", "exception", "E"
    ),
    "error_without_end": Case("raise ValueError('x' * 3_000_000)\n", "exception", "ValueError: xxx"),
    "interrupt": Case("raise KeyboardInterrupt\n", "exception", "KeyboardInterrupt"),
}
CASES: dict[str, Case] = {
    **PROCESSES, **MEMORY, **TIME, **DISK, **FILES, **NETWORK, **PRIVILEGES, **INTERPRETER,
}  # fmt: skip
