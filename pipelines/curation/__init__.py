"""What people need who curate the reference tables: checks of the tables, and what they lack."""
