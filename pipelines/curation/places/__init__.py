"""The place tables of `reference/`: countries, their names, places, and phrases that name no country.

Comes in: what four packages know (`packages`) and the hand-made tables of `reference/manual/` (`manual`). Goes out: the
rows of `countries.csv`, `country_names.csv`, `places.csv` and `stop_names.csv` (`tables`). The packages are needed to
build the tables, not to run the pipeline. `reference/SOURCES.md` says what is taken from where under which licence.
"""
