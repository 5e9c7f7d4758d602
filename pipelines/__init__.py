"""How the datasets are made: plain Python that knows nothing of Dagster, one folder a stage."""
