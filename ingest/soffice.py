"""LibreOffice, kept warm: it converts old office files in a folder of its own, with macros, links and the network off.

The first file is converted by a process that ends with it; from the second on one process stays, with an empty text open that keeps
it alive, and each `soffice --convert-to` hands its file over to it: a tenth of the time. A shell that watches the pipe to this
process kills the office and clears its folder however this process ends.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from schema import DamagedFile, IngestError

_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.com",
)
_SWITCHES = ("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard")
_RECYCLE = 200
"""Files after which the process is replaced by a fresh one."""
_POLL = 0.05
_LARGEST = 512 << 20
"""Bytes of the largest file that the office may write."""
_LIMITED = f'ulimit -f {_LARGEST // 512}; exec "$@"'
_WATCH = 'while read -r group; do last=$group; done; kill -s KILL -- "-$last"; rm -rf -- "$@"'
# By path in the registry: a file must not run, fetch or look up anything. The proxy is a port where nobody listens.
_REGISTRY: dict[str, dict[str, str | int]] = {
    "Office.Common/Security/Scripting": {
        "MacroSecurityLevel": 3,
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
    },
    "Office.Common/Misc": {"UseLocking": "true"},
    "Office.Writer/Content/Update": {"Link": 0},
    "Office.Calc/Content/Update": {"Link": 2},
    "Office.Calc/Formula/Load": {"OOXMLRecalcMode": 1, "ODFRecalcMode": 1},
    "Office.Java/VirtualMachine": {"Enable": "false"},
    "Office.Recovery/AutoSave": {"Enabled": "false"},
    "Office.Recovery/RecoveryInfo": {"Enabled": "false"},
    "Inet/Settings": {
        "ooInetProxyType": 2,
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": 9,
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": 9,
        "ooInetNoProxy": "",
    },
}


def find(command: str) -> str | None:
    """Where the command of LibreOffice lies; None when it is not there. For the usual name, usual places are looked at, too."""
    names = (command, "libreoffice", *_USUAL) if command == "soffice" else (command,)
    return next((found for name in names if (found := shutil.which(name))), None)


@cache
def office(command: str) -> "Office":
    """This process's own LibreOffice."""
    return Office(command)


class Office:
    """One LibreOffice with its folder; it starts when it is first needed."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._folder = Path(tempfile.mkdtemp(prefix="yiguan-office-"))
        self._profile = (self._folder / "profile").as_uri()
        self._server: subprocess.Popen[bytes] | None = None
        self._count = 0
        self._lock = threading.Lock()
        self._socket = _socket(self._profile)
        self._prepare()
        self._watch = self._start_watch()
        self._running: list[subprocess.Popen[bytes]] = []
        self._end = Finalize(self, _end, (self._running, self._watch, self._folder), exitpriority=1)

    def convert(self, content: bytes, suffix: str, target: str, seconds: float) -> bytes:
        """The file in another format. `target` is LibreOffice's `suffix:filter`. Raises IngestError; whatever went wrong, the next
        file finds a sound process."""
        with self._lock:
            deadline = time.monotonic() + seconds
            self._warm_up(deadline)
            self._count += 1
            given = self._folder / "in" / f"{self._count}.{suffix}"
            made = self._folder / "out" / f"{self._count}.{target.partition(':')[0]}"
            given.write_bytes(content)
            try:
                self._hand_over(given, target, deadline)
                return made.read_bytes()
            except subprocess.TimeoutExpired as error:
                self._kill()
                raise IngestError(
                    f"LibreOffice 转换超过 {seconds:g} 秒仍未完成，已放弃", "请用 Word、WPS 另存为新格式后再导入"
                ) from error
            except OSError as error:
                raise self._failed() from error
            finally:
                given.unlink(missing_ok=True)
                made.unlink(missing_ok=True)

    def close(self) -> None:
        """End it and remove its folder."""
        self._end()

    def _failed(self) -> IngestError:
        if self._server is not None and self._server.poll() is not None:
            return DamagedFile("LibreOffice 在转换该文件时意外终止，文件可能已损坏", "请用 Word、WPS 打开修复后另存")
        return DamagedFile("文件已损坏或设有密码，LibreOffice 无法打开", "请用 Word、WPS 打开修复或去掉密码后另存")

    def _prepare(self) -> None:
        for name in ("in", "out", "profile/user"):
            (self._folder / name).mkdir(parents=True)
        (self._folder / "open.txt").write_text("一", encoding="utf-8")
        (self._folder / "profile/user/registrymodifications.xcu").write_text(_registry(), encoding="utf-8")

    def _warm_up(self, deadline: float) -> None:
        """Start the process that stays, where more than one file was met and it is not there."""
        if self._server is not None and (self._server.poll() is not None or self._count % _RECYCLE == 0):
            self._kill()
        if self._server is not None or not self._count:
            return
        # The sign that the empty text is open, and the process ready: LibreOffice locks what it opens.
        lock = self._folder / ".~lock.open.txt#"
        lock.unlink(missing_ok=True)
        self._server = self._start([str(self._folder / "open.txt")])
        self._running.append(self._server)
        latest = time.monotonic() + (deadline - time.monotonic()) / 2
        while not lock.exists():
            if self._server.poll() is not None or time.monotonic() > latest:
                # Slower then, but without it.
                self._kill()
                return
            time.sleep(_POLL)

    def _hand_over(self, given: Path, target: str, deadline: float) -> None:
        group = self._server.pid if self._server is not None else 0
        process = self._start(["--convert-to", target, "--outdir", str(self._folder / "out"), str(given)], group)
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        finally:
            if process.poll() is None:
                _kill_group(process, group)

    def _start(self, arguments: list[str], group: int = 0) -> "subprocess.Popen[bytes]":
        command = [self._command, *_SWITCHES, f"-env:UserInstallation={self._profile}", *arguments]
        limited = ["/bin/sh", "-c", _LIMITED, "sh", *command] if os.name == "posix" else command
        process = subprocess.Popen(
            limited,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env=os.environ | {"HOME": str(self._folder), "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"},
            process_group=group,
        )
        if self._watch is not None and not group and self._watch.stdin is not None:
            with suppress(OSError):
                self._watch.stdin.write(f"{process.pid}\n".encode())
                self._watch.stdin.flush()
        return process

    def _start_watch(self) -> "subprocess.Popen[bytes] | None":
        if os.name != "posix":
            return None
        return subprocess.Popen(
            ["/bin/sh", "-c", _WATCH, "sh", str(self._folder), self._socket],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,
        )

    def _kill(self) -> None:
        if self._server is not None:
            _kill_group(self._server, self._server.pid)
            self._server = None
            self._running.clear()
        Path(self._socket).unlink(missing_ok=True)


def _kill_group(process: "subprocess.Popen[bytes]", group: int) -> None:
    """Kill a process and all that it started."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(group or process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _end(running: "list[subprocess.Popen[bytes]]", watch: "subprocess.Popen[bytes] | None", folder: Path) -> None:
    for process in running:
        _kill_group(process, process.pid)
    if watch is not None and watch.stdin is not None:
        with suppress(OSError, subprocess.TimeoutExpired):
            watch.stdin.close()
            watch.wait(5)
    shutil.rmtree(folder, ignore_errors=True)


def _socket(profile: str) -> str:
    """Where LibreOffice listens for files handed over: it leaves this behind when it is killed."""
    digest = hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    user = os.getuid() if os.name == "posix" else 0
    return f"/tmp/OSL_PIPE_{user}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _REGISTRY.items()
        for name, value in values.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
