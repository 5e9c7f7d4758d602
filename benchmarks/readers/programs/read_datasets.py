"""Hugging Face datasets: files by their format, and the release's folder by the configurations in its README.md."""

import tempfile
from pathlib import Path

import datasets
from answers import Row, csv, parquet, tell

AS_WRITTEN = {"keep_default_na": False, "na_values": [""]}


def rows(path: str, **options: object) -> list[Row]:
    """Return the rows of the only split."""
    with tempfile.TemporaryDirectory() as cache:
        return datasets.load_dataset(path, split="train", cache_dir=cache, **options).to_list()


def texts(release: Path, table: str) -> list[Row]:
    """Return the rows of a CSV file, read as texts."""
    names = Path(csv(release, table)).read_text(encoding="utf-8").splitlines()[0].split(",")
    features = datasets.Features({name: datasets.Value("string") for name in names})
    return rows("csv", data_files=csv(release, table), features=features, **AS_WRITTEN)


def of_folder(release: Path, table: str) -> list[Row]:
    """Return the rows of a configuration of the release's folder."""
    return rows(str(release), name=table)


tell(
    {
        "csv": lambda release, table: rows("csv", data_files=csv(release, table)),
        "csv, mended": texts,
        "parquet": lambda release, table: rows("parquet", data_files=parquet(release, table)),
        "parquet, mended": of_folder,
    }
)
