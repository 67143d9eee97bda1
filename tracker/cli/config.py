"""`tracker config`: what is set, and where each value comes from."""

from tracker.cli.options import DEFAULT_DB, Config, Db, Json
from tracker.cli.output import write_json, write_table
from tracker.config import FILE, Effective, effective
from tracker.reports import Column, Table

_COLUMNS = (Column("setting"), Column("value"), Column("from"), Column("what it is"))


def config(json: Json = False, config: Config = None, db: Db = DEFAULT_DB) -> None:
    """Show the settings in effect, and where each comes from.

    An option on the command line comes before the environment, that before tracker.toml, that before the default.
    """
    found = [_with_option(value, db) for value in effective(config).values()]
    if json:
        settings = {value.setting.name: {"value": value.value, "from": value.source} for value in found}
        write_json({"file": str(config) if config else None, "settings": settings})
        return
    note = f"{FILE}: {config}" if config else f"There is no {FILE} here or in a folder above."
    rows = [(v.setting.name, None if v.value is None else str(v.value), v.source, v.setting.help) for v in found]
    write_table(Table(title="", columns=_COLUMNS, rows=rows, note=note))


def _with_option(value: Effective, db: str) -> Effective:
    if value.setting.option == "--db" and value.value != db:
        return Effective(setting=value.setting, value=db, source="--db")
    return value
