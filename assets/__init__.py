"""When the datasets are made and in what order: the Dagster graph, a thin layer over `pipelines`."""
