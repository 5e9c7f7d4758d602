"""The packages a user would pick."""

PACKAGES = ("spacy>=3.8,<4", "dateparser>=1.2", "country_converter>=1.3", "babel>=2.17", "pyarrow>=20", "pandas<3")
MODELS = ("en_core_web_sm", "es_core_news_sm")
