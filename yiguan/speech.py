"""How the command line speaks: click's own words in Chinese, errors as a sentence with what is wrong and what to do."""

import sys
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

import click

from schema import ConfigError, RosterError, YiguanError, earliest, is_partial_date, latest

WRONG_USAGE = 2
FAILED = 1
INTERRUPTED = 130


class Command(click.Command):
    """A command whose help and usage lines are Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help(super().get_help_option(ctx))


class Group(click.Group):
    """A group of such commands, which reports errors in Chinese and ends with the contract's exit codes."""

    command_class = Command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _options(self, ctx, formatter)
        listed = [(name, self.commands[name].get_short_help_str(60)) for name in self.commands]
        with formatter.section("命令"):
            formatter.write_dl(listed)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _help(super().get_help_option(ctx))

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run, and end the process with the exit code."""
        kwargs["standalone_mode"] = False
        try:
            code = super().main(*args, **kwargs)
        except click.ClickException as error:
            complain(explained(error))
            sys.exit(WRONG_USAGE)
        except (KeyboardInterrupt, click.Abort):
            complain("已中断。已经完成的结果都已保存，再次运行会接着做。")
            sys.exit(INTERRUPTED)
        except YiguanError as error:
            complain(told(error))
            sys.exit(WRONG_USAGE if isinstance(error, ConfigError | RosterError) else FAILED)
        sys.exit(code if isinstance(code, int) else 0)


def the_day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """The day that an option names: of a month or year the last, for `--from` the first; for `--as-of` today where it is not given."""
    if value is None:
        return date.today().isoformat() if option.name == "as_of" else None
    if not is_partial_date(value):
        raise click.BadParameter(f"“{value}”不是日期，请写成 2024-06-30、2024-06 或 2024", param=option)
    return (earliest if option.name == "first" else latest)(value).isoformat()


def complain(message: str) -> None:
    """An error for the person at the machine, on stderr."""
    click.echo(f"错误：{message}", err=True)


def told(error: YiguanError) -> str:
    """What is wrong, where, and what to do."""
    path = getattr(error, "path", "")
    return f"{path}：{error}" if path and path not in error.message else str(error)


def explained(error: click.ClickException) -> str:
    """What is wrong with the command line, in Chinese."""
    for kind, explain in EXPLANATIONS:
        if isinstance(error, kind):
            return explain(error)
    return error.format_message()


def _usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    pieces = [
        piece.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …") for piece in command.collect_usage_pieces(ctx)
    ]
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")


def _options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    records = [record for parameter in command.get_params(ctx) if (record := parameter.get_help_record(ctx)) is not None]
    if records:
        with formatter.section("选项"):
            formatter.write_dl(
                [(name, text.replace("[required]", "[必填]").replace("[default: ", "[默认：")) for name, text in records]
            )


def _help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示本说明"
    return option


def _option_name(error: Any) -> str:
    if error.param_hint:
        return str(error.param_hint)
    if error.param is None:
        return ""
    return str(error.param.metavar) if isinstance(error.param, click.Argument) else "/".join(error.param.opts)


EXPLANATIONS: tuple[tuple[type[click.ClickException], Callable[[Any], str]], ...] = (
    (click.MissingParameter, lambda e: f"缺少 {_option_name(e)}；用 --help 查看用法"),
    (
        click.NoSuchOption,
        lambda e: (
            f"没有选项 {e.option_name}" + (f"；是不是 {e.possibilities[0]}？" if e.possibilities else "；用 --help 查看用法")
        ),
    ),
    (click.BadOptionUsage, lambda e: f"选项 {e.option_name} 需要一个值；用 --help 查看用法"),
    (click.BadParameter, lambda e: f"{_option_name(e)} 的值不对：{e.message}"),
    (click.UsageError, lambda e: f"{_usage_fault(e)}；用 --help 查看用法"),
)


def _usage_fault(error: click.UsageError) -> str:
    message = error.message
    if message.startswith("No such command"):
        return f"没有命令 {message.split(chr(39))[1]}"
    if message.startswith("Got unexpected extra argument"):
        return f"多余的参数：{message.partition('(')[2].rstrip(')')}"
    return message if not message.startswith("Missing command") else "缺少命令"
