"""Documents: what the platform issues on paper, and how anybody verifies it.

The apps that own the records declare the kinds (``slots.DOCUMENTS``): what a document says, of which rows,
for whom. Here it becomes tagged PDF with a folio, is kept byte by byte, and is told apart from a copy
that somebody changed. Nothing here knows what a project or an agency is.
"""
