"""Each command is a face of its own: none imports another, but for a group, which loads the commands in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import nightcue

SOURCES = Path(nightcue.__file__).parent


def module_of(path: Path) -> str:
    parts = path.relative_to(SOURCES.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_command(tree: ast.Module) -> bool:
    """Whether a function in it is decorated with `click.command` or `click.group`."""
    decorators = [each for node in tree.body if isinstance(node, ast.FunctionDef) for each in node.decorator_list]
    calls = {ast.unparse(each.func) for each in decorators if isinstance(each, ast.Call)}
    return bool(calls & {"click.command", "click.group"})


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module that it imports, wherever in it, and every one that a name may be imported from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names))


def test_no_command_imports_another():
    trees = {
        module_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in (SOURCES / "commands").rglob("*.py")
    }
    commands = {name for name, tree in trees.items() if is_command(tree)}
    assert {"nightcue.commands.build", "nightcue.commands.play", "nightcue.commands.diary"} <= commands
    pairs = [(name, other) for name in sorted(commands) for other in {*imported(trees[name])} & commands]
    assert [(name, other) for name, other in pairs if not other.startswith(f"{name}.")] == []
