"""The types of files that are taken, by their extensions; nothing else is."""

# Extension -> the type under which the file is handed out. The first in each group is the usual one.
TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
PAGES = ("pdf",)
IMAGES = ("jpg", "jpeg", "png", "webp")
OFFICE = ("docx", "xlsx", "odt", "ods")
TEXTS = ("csv", "txt")


def extension(name: str) -> str:
    """Return the extension of a file name in small letters, without the dot: "A.b.PDF" -> "pdf"."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""
