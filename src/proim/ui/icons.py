"""The drawings of the interface: strokes of 1.75 on a grid of 20, made for this platform."""

ICONS = {
    "alert": "M10 2.8 18 16.8H2ZM10 8v4M10 14.2v.1",
    "arrow": "M3.5 10h12M11 5.2l4.8 4.8-4.8 4.8",
    "back": "M16.5 10h-12M9 5.2 4.2 10 9 14.8",
    "bell": "M4 14.5h12l-1.8-2.6V8.6a4.2 4.2 0 0 0-8.4 0v3.3ZM8.4 14.5a1.7 1.7 0 0 0 3.2 0",
    "calendar": "M3.5 4.5h13v12h-13ZM3.5 8.5h13M7 2.5v3.5M13 2.5v3.5",
    "check": "M4 10.6l4 4 8-9",
    "chevron": "M7.5 4.5 13 10l-5.5 5.5",
    "clock": "M10 2.8a7.2 7.2 0 1 0 .01 0ZM10 6v4.2l2.8 1.8",
    "close": "M5 5l10 10M15 5 5 15",
    "document": "M5 2.8h6.5l4 4v10.4H5ZM11.5 2.8v4h4M7.5 10.5h5M7.5 13.5h5",
    "download": "M10 3v9.5M5.8 8.6 10 12.8l4.2-4.2M3.5 16.5h13",
    "edit": "M3.5 16.5l.9-3.7L13.6 3.6l2.8 2.8-9.2 9.2ZM11.6 5.6l2.8 2.8",
    "external": "M11.5 3.5h5v5M16.5 3.5 9 11M14 11.5v5H3.5V6h5",
    "info": "M10 2.8a7.2 7.2 0 1 0 .01 0ZM10 9v5M10 6.2v.1",
    "lock": "M4.5 9h11v8h-11ZM7 9V6.2a3 3 0 0 1 6 0V9",
    "menu": "M3 5.5h14M3 10h14M3 14.5h14",
    "person": "M10 3a3.4 3.4 0 1 0 .01 0ZM3.5 17c.6-3.4 3.2-5 6.5-5s5.9 1.6 6.5 5",
    "plus": "M10 3.5v13M3.5 10h13",
    "print": "M5.5 7V3h9v4M5.5 14h-3V7h15v7h-3M5.5 11.5h9V17h-9Z",
    "return": "M7.5 4 3.5 8l4 4M3.5 8h8.2a4.3 4.3 0 0 1 0 8.6H8",
    "search": "M8.8 3a5.8 5.8 0 1 0 .01 0ZM13 13l4 4",
    "stop": "M6.8 2.8h6.4l4 4v6.4l-4 4H6.8l-4-4V6.8ZM10 6v5M10 13.8v.1",
}
TONE_ICONS = {
    "info": "info",
    "success": "check",
    "warning": "alert",
    "danger": "stop",
}
