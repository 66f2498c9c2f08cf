// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// IDX files for tests, written by the description of the format.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>

#include <zlib.h>

#include <initializer_list>

namespace grokking::test {

inline QByteArray idxBytes(std::initializer_list<quint32> sizes, const QByteArray& values,
                           char type = 0x08)
{
    QByteArray bytes(2, 0);
    bytes.append(type).append(static_cast<char>(sizes.size()));
    for (const quint32 size : sizes)
        for (const int shift : {24, 16, 8, 0})
            bytes.append(static_cast<char>(size >> shift));
    return bytes + values;
}

// Returns what gzip makes of it.
inline QByteArray gzipped(const QByteArray& bytes)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<int>(deflateBound(&stream, static_cast<uLong>(bytes.size()))), 0);
    QByteArray input = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(static_cast<int>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

inline void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

// Writes a pair of files: `perDigit` images of each digit, `side` pixels high and wide, of which
// all pixels have the brightness 20 * digit + number of the image.
inline void writeDigitFiles(const QDir& folder, const QString& split, int perDigit, int side = 4)
{
    QByteArray images;
    QByteArray labels;
    for (int number = 0; number < perDigit; ++number)
        for (int digit = 0; digit < 10; ++digit) {
            images += QByteArray(side * side, static_cast<char>(20 * digit + number));
            labels += static_cast<char>(digit);
        }
    const auto count = static_cast<quint32>(labels.size());
    const auto pixels = static_cast<quint32>(side);
    writeFile(folder.filePath(split + "-images-idx3-ubyte"),
              idxBytes({count, pixels, pixels}, images));
    writeFile(folder.filePath(split + "-labels-idx1-ubyte.gz"), gzipped(idxBytes({count}, labels)));
}

} // namespace grokking::test
