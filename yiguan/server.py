"""`yiguan serve`: the review desk and the API over a store, with the work that goes on beside them."""

import errno
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date

import uvicorn

from outputs import Store
from outputs.desk import create_app
from outputs.feed.dispatcher import Dispatcher
from outputs.jobs import Worker
from schema import ConfigError, YiguanError

from .analysing import settle
from .config import Settings, desk_options
from .peers import peers_of
from .serving import HouseServices

GRACE = 5
"""Seconds that requests under way have when the server stops."""
_LOG = logging.getLogger(__name__)


def serve(settings: Settings, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM (as KeyboardInterrupt). Raises ConfigError when the address is taken, StoreError."""
    options = desk_options(settings)
    with ExitStack() as stack:
        listening = stack.enter_context(_listening(host, port))
        store = stack.enter_context(Store.open(settings.store))
        services = HouseServices(store, settings)
        _introduce_administrator(store, tell)
        _catch_up_beside(store, settings)
        stack.enter_context(Worker(store.jobs, services.process))
        dispatcher = Dispatcher(store.feed)
        dispatcher.start()
        stack.callback(dispatcher.stop)
        config = uvicorn.Config(
            create_app(store, services, options), log_level="warning", access_log=False, server_header=False,
            timeout_graceful_shutdown=GRACE,
        )  # fmt: skip
        address = listening.getsockname()
        tell(f"审阅台：http://{_shown(host)}:{address[1]}（库 {settings.store}；按 Ctrl-C 停止）")
        if not options.https and host not in ("127.0.0.1", "localhost", "::1"):
            tell("提示：本机以外也能访问，但没有加密；请放在 https 反向代理之后，并在设置文件 [desk] 中写 https = true")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
        tell("正在停止……未处理完的上传会在下次启动时接着处理。")


def _introduce_administrator(store: Store, tell: Callable[[str], None]) -> None:
    made = store.access.first_administrator()
    if made is not None:
        person, password = made
        tell(f"首次启动：请用账号 {person.login}、一次性口令 {password} 登录，登录后须自设口令。此口令只显示这一次。")


def _catch_up_beside(store: Store, settings: Settings) -> None:
    """Do what a run that was cut off left undone, and reckon what the first page of a cadre would wait for; pages are served already."""

    def catch_up() -> None:
        from .analyst import types_of  # It brings the text analysis, which takes its time to load.

        try:
            store.reviewing.type_labels = {row.code: row.label for row in types_of(settings.problem_types).rows}
            store.search.take_in()
            settle(store)
            store.board.catch_up()
        except YiguanError as error:
            _LOG.warning("启动后的补齐没有做完：%s", error)
        peers_of(store).warm(date.today().isoformat())

    threading.Thread(target=catch_up, name="yiguan-catch-up", daemon=True).start()


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except socket.gaierror as error:
        raise ConfigError(f"没有 {host} 这个地址", "请用 --host 指定本机的地址，如 127.0.0.1 或 0.0.0.0") from error
    with socket.socket(family, kind, protocol) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
        except OSError as error:
            raise _refused(error, host, port) from error
        listening.listen(128)
        yield listening


def _refused(error: OSError, host: str, port: int) -> ConfigError:
    if error.errno == errno.EADDRINUSE:
        return ConfigError(
            f"端口 {port} 已被占用，可能审阅台已经启动", f"请用 --port 换一个端口，如 --port {port + 1}，或先停止占用它的程序"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return ConfigError(f"没有使用端口 {port} 的权限", "请用 --port 指定 1024 以上的端口")
    if error.errno == errno.EADDRNOTAVAIL:
        return ConfigError(f"{host} 不是本机的地址", "请用 --host 指定本机的地址，如 127.0.0.1 或 0.0.0.0")
    return ConfigError(f"{host}:{port} 用不了（{error.strerror or error}）", "请用 --host、--port 换一个地址或端口")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else "127.0.0.1" if host == "0.0.0.0" else host
