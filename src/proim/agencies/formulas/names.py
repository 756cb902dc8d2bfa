"""What makes two writings of a name the same. Pure functions: no database, no Django, no clock."""

import unicodedata


def folded(text: str) -> str:
    """Return ``text`` in small letters without accents, with single spaces: "Álvaro  OBREGÓN" -> "alvaro obregon".

    For searching and comparing, never for showing. The tilde of ñ goes too, as people leave it out.
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(bare.split())
