"""Rows as an Arrow table: for Parquet, pandas (``table.to_pandas()``) and polars (``polars.from_arrow(table)``).

Needs pyarrow, the extra ``onrecord[arrow]``. Column types are those of the row's fields: text, int64, double, bool, lists
of text, and figures as a struct of ``low`` and ``high`` (``high`` null: "at least"). No column is guessed from its values,
so an empty table has the same schema as a full one.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from onrecord.errors import Code, UsageError

if TYPE_CHECKING:
    import pyarrow

NO_ARROW = Code("C113", "Arrow and Parquet need pyarrow, which is not installed", 'Install it: pip install "onrecord[arrow]".')


def _arrow() -> Any:
    try:
        import pyarrow
    except ImportError as e:
        raise UsageError(NO_ARROW, "pyarrow") from e
    return pyarrow


def _type(pa: Any, hint: Any) -> Any:
    """The Arrow type of a field's type. Raises TypeError for one that no row has."""
    options = [h for h in typing.get_args(hint) if h is not type(None)]
    if type(None) in typing.get_args(hint):
        return _type(pa, options[0])
    if typing.get_origin(hint) is tuple:
        if options[0] is int:
            return pa.struct([("low", pa.int64()), ("high", pa.int64())])
        return pa.list_(pa.string())
    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if hint not in plain:
        raise TypeError(f"no Arrow type for {hint!r}")
    return plain[hint]


def schema(row: type) -> pyarrow.Schema:
    """The schema of a row type (a dataclass). Raises UsageError C113 where pyarrow is absent."""
    pa, hints = _arrow(), typing.get_type_hints(row)
    return pa.schema([(f.name, _type(pa, hints[f.name])) for f in fields(row)])


def to_arrow(rows: Iterable[Any], row: type) -> pyarrow.Table:
    """Rows of one dataclass as a table with the schema of that class. Raises UsageError C113 where pyarrow is absent."""
    pa, shape = _arrow(), schema(row)
    held = list(rows)
    figures = {f.name for f in shape if pa.types.is_struct(f.type)}
    columns = []
    for column in shape:
        values = [getattr(r, column.name) for r in held]
        if column.name in figures:
            values = [None if v is None else {"low": v[0], "high": v[1]} for v in values]
        columns.append(pa.array(values, column.type))
    return pa.Table.from_arrays(columns, schema=shape)
