"""Tools of the checkout; none of them is in the wheel."""
