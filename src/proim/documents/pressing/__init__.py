"""Making a document: layout and templates, and the small program that runs apart from the server."""
