"""Help texts in docs/commands.md: each stands between two markers and is written anew from the command line itself.

Run as a script, it rewrites the page; tests/test_docs.py compares what it would write with what stands there.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

# A script's own folder comes first on the path, and docs/schema would stand before the package of that name.
sys.path.insert(0, str(Path(__file__).parent.parent))

from yiguan.cli import main

PAGE = Path(__file__).parent / "commands.md"
ROOT = "yiguan"
"""The marker's name of the program's own help."""
BLOCK = re.compile(r"(?P<opening><!-- help:(?P<name>[a-z-]+) -->\n).*?(?P<closing><!-- /help -->)", re.DOTALL)
WIDTH = 100
"""Columns of the help texts on the page."""
PROCESSORS = re.compile(rf"(?<=\[默认：){os.cpu_count() or 1}(?=; x>=1\])")


def commands() -> Iterator[tuple[str, click.Command, click.Context]]:
    """The program itself, each of its commands and theirs, by the name of its marker, with the context that its help is made in."""
    root = click.Context(main, info_name=ROOT, terminal_width=WIDTH, **main.context_settings)
    yield ROOT, main, root
    for name, command in main.commands.items():
        context = click.Context(command, info_name=name, parent=root, terminal_width=WIDTH)
        yield name, command, context
        for inner, one in getattr(command, "commands", {}).items():
            yield f"{name}-{inner}", one, click.Context(one, info_name=inner, parent=context, terminal_width=WIDTH)


def help_texts() -> dict[str, str]:
    """What `--help` shows, by the name of its marker. The default of --jobs is put in words: it differs between machines."""
    return {name: PROCESSORS.sub("处理器数", command.get_help(context)).rstrip() for name, command, context in commands()}


def rewritten(page: str) -> str:
    """The page with every help text as it is now. Raises KeyError for a marker that names no command."""
    texts = help_texts()
    return BLOCK.sub(lambda block: f"{block['opening']}```text\n{texts[block['name']]}\n```\n{block['closing']}", page)


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
