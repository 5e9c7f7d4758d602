"""The readers: those that are run, with pinned versions, and those whose documentation is cited."""

from collections.abc import Mapping
from dataclasses import dataclass

CSV, PARQUET = "csv", "parquet"
# A second way of reading, with the option that mends what the first gets wrong.
MENDED = ", mended"


@dataclass(frozen=True)
class Reader:
    """A reader that is run.

    `packages` are pinned, the reader's own first; `command` is a program of the system that must be there, such as
    one of Debian's; `ways` are the calls as a user writes them, by what `program` calls them.
    """

    name: str
    program: str
    ways: Mapping[str, str]
    packages: tuple[str, ...] = ()
    command: str | None = None


@dataclass(frozen=True)
class Documented:
    """A reader that was not run, what its documentation says, and where."""

    name: str
    says: str
    addresses: tuple[str, ...]


_ARROW = "pyarrow==26.0.1"
_PANDAS = ("pandas==3.1.1", _ARROW)
_AS_WRITTEN = 'keep_default_na=False, na_values=[""]'

READERS = (
    Reader("DuckDB", "read_duckdb.py", {CSV: "read_csv(…)", PARQUET: "read_parquet(…)"}, ("duckdb==2.0.1",)),
    Reader(
        "pandas", "read_pandas.py",
        {CSV: "read_csv(…)", CSV + MENDED: f'dtype="string", {_AS_WRITTEN}', PARQUET: "read_parquet(…)"}, _PANDAS,
    ),
    Reader(
        "pandas with Arrow", "read_pandas_arrow.py",
        {
            CSV: 'read_csv(…, dtype_backend="pyarrow")',
            CSV + MENDED: f"dtype= of the Parquet file, dates as text, {_AS_WRITTEN}",
            PARQUET: 'read_parquet(…, dtype_backend="pyarrow")',
        },
        _PANDAS,
    ),
    Reader(
        "polars", "read_polars.py",
        {
            CSV: "read_csv(…)", CSV + MENDED: 'schema_overrides={"m49": pl.String}, try_parse_dates=True',
            PARQUET: "read_parquet(…)",
        },
        ("polars==2.1.0",),
    ),
    Reader(
        "pyarrow", "read_pyarrow.py",
        {
            CSV: "csv.read_csv(…)",
            CSV + MENDED: (
                'ConvertOptions(column_types={"m49": pa.string()}, null_values=[""], strings_can_be_null=True)'
            ),
            PARQUET: "parquet.read_table(…)",
        },
        (_ARROW,),
    ),
    Reader(
        "DataFusion", "read_datafusion.py",
        {CSV: "read_csv(…)", CSV + MENDED: "schema= of the Parquet file", PARQUET: "read_parquet(…)"},
        ("datafusion==55.0.0", _ARROW),
    ),
    Reader(
        "ClickHouse (chdb)", "read_chdb.py",
        {
            CSV: "SELECT * FROM file('….csv')",
            CSV + MENDED: "SETTINGS schema_inference_hints = 'm49 Nullable(String)'",
            PARQUET: "SELECT * FROM file('….parquet')",
        },
        ("chdb==4.4.0", *_PANDAS),
    ),
    Reader(
        "Spark", "read_spark.py",
        {
            CSV: "read.csv(…, header=True, inferSchema=True)",
            CSV + MENDED: "schema= of the Parquet file, multiLine=True, escape='\"'",
            PARQUET: "read.parquet(…)",
        },
        ("pyspark==4.3.0",), "java",
    ),
    Reader(
        "sqlite-utils", "read_sqlite_utils.py",
        {CSV: "insert … --csv", CSV + MENDED: "--no-detect-types --empty-null"}, ("sqlite-utils==4.2.1",),
    ),
    Reader(
        "csvkit", "read_csvkit.py", {CSV: "csvjson …", CSV + MENDED: "--no-inference --blanks"}, ("csvkit==2.2.0",),
    ),
    Reader("Miller", "read_miller.py", {CSV: "mlr --icsv …"}, command="mlr"),
    Reader(
        "LibreOffice", "read_libreoffice.py",
        {CSV: "soffice --convert-to xlsx …", CSV + MENDED: "--infilter=CSV:44,34,76,1,1/2/2/2/… (each column as text)"},
        ("openpyxl==3.1.5",), "soffice",
    ),
    Reader(
        "D3", "read_d3.mjs", {CSV: "csvParse(…, autoType)", CSV + MENDED: "csvParse(…)"}, ("d3-dsv@3.0.2",), "npm",
    ),
    Reader(
        "hyparquet", "read_hyparquet.mjs", {PARQUET: "parquetReadObjects({ file, compressors })"},
        ("hyparquet@1.33.0", "hyparquet-compressors@1.1.2"), "npm",
    ),
    Reader(
        "frictionless", "read_frictionless.py",
        {CSV: "Resource(path=…)", CSV + MENDED: 'Package("datapackage.json")', PARQUET: "Resource(path=…)"},
        ("frictionless[parquet]==5.21.0", *_PANDAS),
    ),
    Reader(
        "mlcroissant", "read_mlcroissant.py", {PARQUET: 'Dataset("croissant.json").records(…)'},
        ("mlcroissant[parquet]==1.1.1",),
    ),
    Reader(
        "Hugging Face datasets", "read_datasets.py",
        {
            CSV: 'load_dataset("csv", …)', CSV + MENDED: f"features= of texts, {_AS_WRITTEN}",
            PARQUET: 'load_dataset("parquet", …)', PARQUET + MENDED: 'load_dataset(folder, "events")',
        },
        ("datasets==5.2.0",),
    ),
)  # fmt: skip

DOCUMENTED = (
    Documented(
        "R",
        'In CSV `read.csv` and readr take `NA` for missing (`na.strings = "NA"`, `na = c("", "NA")`), and `read.csv` '
        'makes numbers of texts that all are: pass `na.strings = ""` and `colClasses`, or `na = ""` and `col_types`. '
        "`arrow::read_parquet` takes the types of the file.",
        (
            "https://www.rdocumentation.org/packages/utils/versions/3.3/topics/type.convert",
            "https://rdocumentation.org/packages/readr/versions/1.3.1/topics/type_convert",
        ),
    ),
    Documented(
        "Power BI",
        "In CSV the types are detected from the values, so that codes such as `084` become numbers: set these columns "
        "to text in the step Changed Type. The connector for Parquet takes the types of the file.",
        (
            "https://support.microsoft.com/en-gb/office/add-or-change-data-types-power-query-b8618bb6-dec6-4fe6-8974-5f799856f218",
            "https://learn.microsoft.com/en-us/power-query/connectors/parquet",
        ),
    ),
    Documented(
        "Tableau",
        "In CSV the types are detected from the values and can be wrong: change them on the Data Source page, before "
        "an extract is made. Nothing was found that says what becomes of Parquet.",
        ("https://help.tableau.com/current/pro/desktop/en-gb/datafields_typesandroles_datatypes.htm",),
    ),
)
