"""Adapters: other people's benchmarks, one file per format, read from a path the user gives.

Each turns what is there into documents (files in a work folder, so that they take the normal way
into a corpus) and question cases. What is missing is named with record and field; nothing is
guessed. `formats.FORMATS` lists them.
"""
