#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes digits-images-idx3-ubyte.gz and digits-labels-idx1-ubyte.gz in this folder, the pair that is
# built into the programs: the 5000 digits of MNIST, 20 by 20 pixels, that OpenCV's documentation
# has as one picture. Debian's package opencv-doc (97 MB) is downloaded for it unless the picture is
# given. Needs nothing but Python; the same picture gives the same bytes.
#
#   resources/digits/make_digits.py [digits.png]
import gzip
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

SIDE, COLUMNS, ROWS = 20, 100, 50  # of a digit in pixels, and of the picture in digits
ROWS_PER_DIGIT = 5
HERE = pathlib.Path(__file__).resolve().parent


def picture_of_package():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", "opencv-doc"], cwd=folder, check=True)
        package = next(pathlib.Path(folder).glob("opencv-doc_*.deb"))
        subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)
        return next(pathlib.Path(folder).rglob("examples/data/digits.png")).read_bytes()


def chunks(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG file"
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def paeth(left, up, corner):
    by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if by_left <= by_up and by_left <= by_corner:
        return left
    return up if by_up <= by_corner else corner


def lines(png):
    """Returns the rows of a gray picture of 8 bits (PNG specification, section 9: filters)."""
    header = next(data for kind, data in chunks(png) if kind == b"IHDR")
    width, height, depth, color, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    assert (width, height) == (SIDE * COLUMNS, SIDE * ROWS), "not the picture of the digits"
    assert (depth, color, interlaced) == (8, 0, 0), "not gray, or interlaced"
    packed = zlib.decompress(b"".join(data for kind, data in chunks(png) if kind == b"IDAT"))
    above = bytearray(width)
    for y in range(height):
        kind, *line = packed[y * (width + 1) : (y + 1) * (width + 1)]
        for x in range(width):
            left = line[x - 1] if x else 0
            corner = above[x - 1] if x else 0
            guess = (0, left, above[x], (left + above[x]) // 2, paeth(left, above[x], corner))[kind]
            line[x] = (line[x] + guess) % 256
        above = line
        yield line


def idx(shape, values):
    """Returns an IDX file of unsigned bytes (yann.lecun.com/exdb/mnist)."""
    return struct.pack(">HBB", 0, 8, len(shape)) + struct.pack(f">{len(shape)}I", *shape) + values


def write(name, content):
    (HERE / name).write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


png = pathlib.Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else picture_of_package()
picture = list(lines(png))
images, labels = bytearray(), bytearray()
for row in range(ROWS):
    for column in range(COLUMNS):
        labels.append(row // ROWS_PER_DIGIT)
        for line in picture[row * SIDE : (row + 1) * SIDE]:
            images += bytes(line[column * SIDE : (column + 1) * SIDE])
write("digits-images-idx3-ubyte.gz", idx((len(labels), SIDE, SIDE), bytes(images)))
write("digits-labels-idx1-ubyte.gz", idx((len(labels),), bytes(labels)))
