"""Personal data: what people may know and ask, blocking and erasure, terms, the inventory."""
