"""Draw a picture anew, without anything but its pixels: run as a program of its own, on two paths.

    python reencoding.py SOURCE TARGET ENDING

The decoders of pictures are where hostile files do harm, and decoded pixels take memory: so this happens in a
short-lived process with limits, never in the server. Answers 0; 3 for no picture, 4 for too many pixels.
"""

import contextlib
import resource
import sys

MEGAPIXELS = 40
MEMORY = 1_500_000_000
SECONDS = 60
NO_PICTURE, TOO_LARGE = 3, 4
FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
OPTIONS = {"JPEG": {"quality": 90, "optimize": True}, "PNG": {}, "WEBP": {"quality": 90}}


def draw(source: str, target: str, ending: str) -> int:
    """Write the picture at ``source`` to ``target``, turned upright, with no metadata."""
    from PIL import Image, ImageOps  # noqa: PLC0415  after the limits are set

    wanted = FORMATS[ending]
    try:
        with Image.open(source, formats=[wanted]) as picture:
            if picture.width * picture.height > MEGAPIXELS * 1_000_000:
                return TOO_LARGE
            upright = ImageOps.exif_transpose(picture)
            plain = upright.convert(_mode(upright.mode, wanted))
            bare = Image.new(plain.mode, plain.size)
            bare.paste(plain)  # the pixels alone: no EXIF, GPS, comments, profiles, thumbnails
            bare.save(target, wanted, **OPTIONS[wanted])
    except (MemoryError, Image.DecompressionBombError):
        return TOO_LARGE
    except (OSError, ValueError, SyntaxError):
        return NO_PICTURE
    return 0


def _mode(mode: str, wanted: str) -> str:
    if mode in {"1", "L"}:
        return "L"
    has_alpha = mode in {"RGBA", "LA", "PA", "P", "RGBa"}
    return "RGBA" if has_alpha and wanted != "JPEG" else "RGB"


if __name__ == "__main__":
    with contextlib.suppress(ValueError, OSError):  # a stricter limit is set already
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.exit(draw(*sys.argv[1:4]))
