"""Files that leave: templates, answers, exports, dictionaries. No cell is ever taken for a formula."""
