"""Tiny photos in every format that is read, and the pixels that TensorFlow (JPEG, PNG, GIF) and Pillow (the others) make of
them, of the same size and turned upright. The photos are inputs: they are written to test/fixtures/formats where they are
missing, and read from there."""

from write import write_fixture  # first: it quietens TensorFlow

import io
import pathlib
import struct
import zlib

import numpy as np
import tensorflow as tf
from PIL import Image, ImageOps

from draws import uniform

PHOTOS = pathlib.Path(__file__).parents[2] / "test" / "fixtures" / "formats"
HEIGHT, WIDTH = 10, 17
ORIENTATION = 0x0112


def drawn(name, channels):
    """Slopes that differ along each axis and channel, and some grain: a turn, a mirror or a swap shows. 0 to 1."""
    y, x, channel = np.mgrid[0:HEIGHT, 0:WIDTH, 0:channels]
    grain = np.reshape(uniform(f"formats/{name}", HEIGHT * WIDTH * channels), y.shape)
    slopes = 0.2 + 0.5 * x / WIDTH * (channel != 1) + 0.4 * y / HEIGHT * (channel != 2) - 0.15 * channel
    return np.clip(slopes + 0.2 * grain, 0, 1).squeeze()


def levels(name, channels=3):
    return np.floor(drawn(name, channels) * 255.999).astype(np.uint8)


def words(name, channels):
    return np.floor(drawn(name, channels) * 65535.999).astype(np.uint16)


def saved(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def pillow(name, mode, kind, **options):
    channels = {"L": 1, "RGB": 3, "RGBA": 4, "CMYK": 4}[mode]
    return saved(Image.fromarray(levels(name, channels), mode=mode), kind, **options)


def turned(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return pillow("orientation", "RGB", "JPEG", quality=90, exif=exif)


def palette(name, kind, **options):
    return saved(Image.fromarray(levels(name)).quantize(32), kind, **options)


def animation():
    first, second = (Image.fromarray(levels(f"gif {frame}")).quantize(32) for frame in (1, 2))
    return saved(first, "GIF", save_all=True, append_images=[second], duration=100, loop=0)


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def rows(pixels):
    """Unfiltered rows, big-endian."""
    return b"".join(b"\0" + row.astype(pixels.dtype.newbyteorder(">")).tobytes() for row in pixels)


# First column, first row, steps of each pass (PNG specification, third edition, section 8).
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(pixels, interlaced=False):
    """What Pillow does not write: 16 bits a channel, and interlaced."""
    colour = {1: 0, 3: 2, 4: 6}[1 if pixels.ndim == 2 else pixels.shape[2]]
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, pixels.itemsize * 8, colour, 0, 0, interlaced)
    passes = [pixels[y::down, x::across] for x, y, across, down in ADAM7] if interlaced else [pixels]
    content = zlib.compress(b"".join(rows(each) for each in passes))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


MAKERS = {
    "baseline.jpg": lambda name: pillow(name, "RGB", "JPEG", quality=90),
    "full-colour.jpg": lambda name: pillow(name, "RGB", "JPEG", quality=90, subsampling=0),
    "progressive.jpg": lambda name: pillow(name, "RGB", "JPEG", quality=90, progressive=True),
    "grey.jpg": lambda name: pillow(name, "L", "JPEG", quality=90),
    "cmyk.jpg": lambda name: pillow(name, "CMYK", "JPEG", quality=90),
    **{f"orientation-{turn}.jpg": lambda _, turn=turn: turned(turn) for turn in range(1, 9)},
    "rgb.png": lambda name: pillow(name, "RGB", "PNG"),
    "rgba.png": lambda name: pillow(name, "RGBA", "PNG"),
    "grey.png": lambda name: pillow(name, "L", "PNG"),
    "grey-16.png": lambda name: png(words(name, 1)),
    "rgb-16.png": lambda name: png(words(name, 3)),
    "rgba-16.png": lambda name: png(words(name, 4)),
    "palette.png": lambda name: palette(name, "PNG"),
    "palette-transparent.png": lambda name: palette(name, "PNG", transparency=3),
    "interlaced.png": lambda name: png(levels(name), interlaced=True),
    "lossy.webp": lambda name: pillow(name, "RGB", "WEBP", quality=90),
    "lossless.webp": lambda name: pillow(name, "RGB", "WEBP", lossless=True),
    "animated.gif": lambda _: animation(),
    "rgb.bmp": lambda name: pillow(name, "RGB", "BMP"),
    "palette.bmp": lambda name: palette(name, "BMP"),
    "grey.bmp": lambda name: pillow(name, "L", "BMP"),
    "rgb.tif": lambda name: pillow(name, "RGB", "TIFF", compression="tiff_lzw"),
    "grey.tif": lambda name: pillow(name, "L", "TIFF"),
    "grey-16.tif": lambda name: saved(Image.fromarray(words(name, 1)), "TIFF"),
    "cmyk.tif": lambda name: pillow(name, "CMYK", "TIFF"),
}

KNOWN_TO_TENSORFLOW = {".jpg", ".png", ".gif"}


def by_tensorflow(content, orientation):
    decoded = Image.fromarray(tf.io.decode_image(content, channels=3, expand_animations=False).numpy())
    decoded.getexif()[ORIENTATION] = orientation
    return np.asarray(ImageOps.exif_transpose(decoded))


def by_pillow(photo):
    # Pillow's own conversion of these cuts off above 255; the high byte is what TensorFlow keeps of a PNG's 16 bits.
    if photo.mode == "I;16":
        photo = Image.fromarray((np.asarray(photo) >> 8).astype(np.uint8))
    return np.asarray(photo.convert("RGB"))


def case(name, make):
    path = PHOTOS / name
    if not path.exists():
        path.write_bytes(make(name))
    content = path.read_bytes()
    photo = Image.open(io.BytesIO(content))
    if path.suffix in KNOWN_TO_TENSORFLOW:
        reference, pixels = "TensorFlow", by_tensorflow(content, photo.getexif().get(ORIENTATION, 1))
    else:
        reference, pixels = "Pillow", by_pillow(photo)
    return {"file": name, "reference": reference, "size": list(pixels.shape[:2]), "pixels": pixels.ravel().tolist()}


PHOTOS.mkdir(exist_ok=True)
write_fixture("formats", [case(name, make) for name, make in MAKERS.items()])
