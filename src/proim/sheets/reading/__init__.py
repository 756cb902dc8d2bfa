"""From the bytes of a file to cells, within bounds of memory and time."""
