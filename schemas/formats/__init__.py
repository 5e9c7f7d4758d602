"""What is generated from the declarations: Arrow schemas, Data Package, Croissant, HXL tags, the data dictionary."""
