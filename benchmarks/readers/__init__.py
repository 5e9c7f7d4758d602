"""What programs that people use make of a release: `make readers` runs each on a small one and writes docs/readers.md.

`declared` names the readers, with the versions that are installed and the calls as a user writes them; `programs/` has
a program for each, which runs in an environment of its own and knows nothing of the project.
"""
