"""What is generated from the declarations: Arrow, SQL and dbt schemas, Data Package, Croissant, HXL, the dictionary."""
