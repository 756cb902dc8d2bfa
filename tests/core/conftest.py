"""How the tests about the code itself show what they found."""


def pytest_assertrepr_compare(op, left, right):
    """Print every finding, not only the first."""
    if op == "==" and right == [] and isinstance(left, list):
        return ["nothing may be found, but this is:", *map(str, left)]
    return None
