"""The Dagster graph: when the datasets are made and in what order. A thin layer over `pipelines`."""
