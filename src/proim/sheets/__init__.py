"""Tables as spreadsheets: templates, imports with a dry run, exports, data dictionaries.

An app declares the columns of a table once (``slots.Table``); this one reads and writes the files.
It knows no agency and no project. Every change goes through the actions of the app that owns the row.
"""
