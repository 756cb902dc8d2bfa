"""What a browser without script sends when somebody pushes a button: the fields as the page shows them."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects what the fields of the forms in ``main`` hold; buttons are not among them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.inside = False
        self.area = self.select = ""

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "main"
        begin = getattr(self, f"begin_{tag}", None)
        if self.inside and begin:
            begin(dict(attrs))

    def begin_textarea(self, told):
        self.area = told["name"]
        self.found.setdefault(self.area, [""])

    def begin_select(self, told):
        self.select = told["name"]

    def begin_option(self, told):
        if "selected" in told or self.select not in self.found:
            self.found[self.select] = [told.get("value") or ""]

    def begin_input(self, told):
        ticked = told.get("type") not in ("checkbox", "radio") or "checked" in told
        if ticked and told.get("name"):
            self.found.setdefault(told["name"], []).append(told.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "main":
            self.inside = False
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data):
        if self.area:
            # Browsers drop the line end that stands first in a box.
            self.found[self.area][0] += (
                data if self.found[self.area][0] else data.removeprefix("\n")
            )


def fields(response) -> dict[str, list[str]]:
    """Return the fields of the form on a page, as a browser would send them."""
    reader = _Fields()
    reader.feed(response.content.decode())
    reader.found.pop("csrfmiddlewaretoken", None)
    return reader.found


def changed(response, **typed) -> dict:
    """Return the fields of a page with some of them filled in otherwise."""
    return {**fields(response), **typed}
