"""What a browser says of itself, in words."""

# The first that is found wins: Edge and Opera also call themselves Chrome, Chrome also Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device_of(agent: str) -> str:
    """Return "Firefox · Windows" for a User-Agent header; "" if it says nothing known."""
    found = []
    for names in (BROWSERS, SYSTEMS):
        found += [word for mark, word in names.items() if mark in agent][:1]
    return " · ".join(found)
