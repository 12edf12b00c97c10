"""The command line, one file a group of commands, each imported only when it is called."""

from __future__ import annotations

import importlib

import click

# Command → the module of this room whose `commands` holds it.
_HOMES = {
    "check": "content", "keys": "content", "new": "content", "coverage": "content",
    "preview": "preview",
    "build": "publications", "parity": "publications",
    "activate": "record", "verify": "record", "remark": "remark",
    "certificate": "certificates", "correct": "correct",
    "demo": "demo", "mistakes": "mistakes", "report": "reports", "site": "sites",
    "user": "accounts", "db": "database",
    "backup": "backups", "restore": "backups",
    "audit": "privacy", "erase": "privacy", "retention": "privacy",
    "serve": "serve", "work": "serve",
}


class _Commands(click.Group):
    """A group that imports a command's module when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        home = _HOMES.get(cmd_name)
        if home is None:
            return None
        module = importlib.import_module(f"elearn.cli.{home}")
        return next((each for each in module.commands if each.name == cmd_name), None)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="elearn")
def main() -> None:
    """Judicial ethics training: author it, build it, serve it, report on it."""
