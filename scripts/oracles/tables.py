"""A small table as Arrow writes it to Parquet: with dictionaries and Snappy as it does by itself, and with Zstandard."""

from write import write_fixture  # first: it quietens TensorFlow

import base64
import io

import pyarrow
import pyarrow.parquet

TABLE = pyarrow.table(
    {
        "path": ["a.jpg", "b, c.jpg", '"d".jpg'],
        "age": [31.0, 4.5, 20.0],
        "sex": ["male", "female", "male"],
        "place": [[1.0, 2.5], [3.0, 4.0], [5.0, -6.0]],
        "count": pyarrow.array([1, None, 3], pyarrow.int64()),
    }
)


def written(name, **options):
    file = io.BytesIO()
    pyarrow.parquet.write_table(TABLE, file, store_schema=False, **options)
    return {"name": name, "base64": base64.b64encode(file.getvalue()).decode()}


write_fixture(
    "tables",
    [
        written("snappy.parquet"),
        written("zstd.parquet", compression="zstd", use_dictionary=False, data_page_version="2.0"),
        written("two_groups.parquet", compression="none", row_group_size=2),
    ],
)
