"""How cells, headers and versions of a row are read and compared. Pure functions, no Django."""
