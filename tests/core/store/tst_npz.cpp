// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the archives byte by byte, by the zip and .npy specifications, not with the library that
// wrote them.
#include "core/store/npz.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <cstring>

using namespace grokking;

namespace {

quint32 number(const QByteArray& bytes, qsizetype at, int size)
{
    quint32 value = 0;
    for (int i = size - 1; i >= 0; --i)
        value = value << 8 | static_cast<quint8>(bytes[at + i]);
    return value;
}

quint32 crc32(const QByteArray& bytes)
{
    quint32 crc = ~0U;
    for (const char byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
    }
    return ~crc;
}

// Returns the stored files of a zip archive by its central directory; sizes are below 4 GB.
QMap<QString, QByteArray> unzipped(const QByteArray& zip)
{
    QMap<QString, QByteArray> files;
    const qsizetype end = zip.lastIndexOf("PK\x05\x06");
    const quint32 count = number(zip, end + 10, 2);
    qsizetype at = number(zip, end + 16, 4);
    for (quint32 i = 0; i < count; ++i) {
        if (zip.mid(at, 4) != "PK\x01\x02" || number(zip, at + 10, 2) != 0)
            qFatal("no stored entry");
        const auto size = static_cast<qsizetype>(number(zip, at + 24, 4));
        const auto nameSize = static_cast<qsizetype>(number(zip, at + 28, 2));
        const auto local = static_cast<qsizetype>(number(zip, at + 42, 4));
        const auto data = local + 30 + number(zip, local + 26, 2) + number(zip, local + 28, 2);
        const QByteArray content = zip.mid(static_cast<qsizetype>(data), size);
        if (crc32(content) != number(zip, at + 16, 4))
            qFatal("wrong checksum");
        files[QString::fromUtf8(zip.mid(at + 46, nameSize))] = content;
        at += 46 + nameSize + number(zip, at + 30, 2) + number(zip, at + 32, 2);
    }
    return files;
}

struct Npy {
    QString type;
    QString shape;
    std::vector<double> values;
};

template <class T>
std::vector<double> valuesOf(const QByteArray& bytes)
{
    std::vector<double> values;
    for (qsizetype i = 0; i < bytes.size(); i += qsizetype{sizeof(T)})
        values.push_back(qFromLittleEndian<T>(bytes.constData() + i));
    return values;
}

Npy npyOf(const QByteArray& content)
{
    if (!content.startsWith(QByteArray("\x93NUMPY\x01\x00", 8)))
        qFatal("no .npy");
    const auto length = static_cast<qsizetype>(number(content, 8, 2));
    const QString header = QString::fromLatin1(content.mid(10, length));
    if ((10 + length) % 64 != 0 || !header.endsWith('\n'))
        qFatal("header is not padded");
    const auto match =
        QRegularExpression(
            R"(^\{'descr': '(<f[48])', 'fortran_order': False, 'shape': \((.*)\), \} *\n$)")
            .match(header);
    const QByteArray data = content.mid(10 + length);
    return {match.captured(1), match.captured(2),
            match.captured(1) == "<f4" ? valuesOf<float>(data) : valuesOf<double>(data)};
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

const std::vector<ParameterBlock> blocks{
    {"layer 1 weights", {2, 3}, 0}, {"layer 1 biases", {3}, 6}, {"scale", {}, 9}};

} // namespace

class TestNpz : public QObject
{
    Q_OBJECT

private slots:
    void everyBlockIsAnArrayOfItsShape_data()
    {
        QTest::addColumn<double>("last");
        QTest::addColumn<QString>("type");
        QTest::newRow("float32 loses nothing") << -0.5 << "<f4";
        QTest::newRow("one number needs float64") << 0.1 << "<f8";
    }

    void everyBlockIsAnArrayOfItsShape()
    {
        QFETCH(double, last);
        QFETCH(QString, type);
        const QString path = m_folder.filePath("weights " + type + ".npz");
        const std::vector<double> parameters{1, 2, 3, 4, 5, 6, 0.25, -0.0, 1e30f, last};
        QVERIFY(writeNpz(path.toStdString(), blocks, parameters));
        const auto files = unzipped(bytesOf(path));
        QCOMPARE(files.keys(),
                 QStringList({"layer 1 biases.npy", "layer 1 weights.npy", "scale.npy"}));
        const Npy weights = npyOf(files["layer 1 weights.npy"]);
        QCOMPARE(weights.type, type);
        QCOMPARE(weights.shape, QString("2, 3"));
        QCOMPARE(weights.values, std::vector<double>({1, 2, 3, 4, 5, 6}));
        const Npy biases = npyOf(files["layer 1 biases.npy"]);
        QCOMPARE(biases.shape, QString("3,"));
        QCOMPARE(biases.values, std::vector<double>({0.25, -0.0, 1e30f}));
        const Npy scale = npyOf(files["scale.npy"]);
        QCOMPARE(scale.shape, QString());
        QCOMPARE(scale.values, std::vector<double>({last}));
    }

    // Run files keep whole numbers in one byte each; NumPy arrays of weights are of real numbers.
    void wholeNumbersAreRealNumbers()
    {
        const QString path = m_folder.filePath("whole.npz");
        QVERIFY(writeNpz(path.toStdString(), blocks, {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}));
        const auto files = unzipped(bytesOf(path));
        QCOMPARE(npyOf(files["layer 1 biases.npy"]).type, QString("<f4"));
        QCOMPARE(npyOf(files["layer 1 biases.npy"]).values, std::vector<double>({7, 8, 9}));
    }

    void equalParametersGiveEqualArchives()
    {
        const std::vector<double> parameters(10, 0.5);
        for (const char* name : {"one.npz", "two.npz"})
            QVERIFY(writeNpz(m_folder.filePath(name).toStdString(), blocks, parameters));
        QCOMPARE(bytesOf(m_folder.filePath("one.npz")), bytesOf(m_folder.filePath("two.npz")));
    }

    void failuresSayWhatHappened()
    {
        const std::vector<double> parameters(10, 0.5);
        const QString there = m_folder.filePath("there.npz");
        QVERIFY(writeNpz(there.toStdString(), blocks, parameters));
        const QByteArray before = bytesOf(there);
        QCOMPARE(writeNpz(there.toStdString(), blocks, parameters).error().code,
                 ErrorCode::FileExists);
        QCOMPARE(bytesOf(there), before);
        QCOMPARE(writeNpz("/nowhere/weights.npz", blocks, parameters).error().code,
                 ErrorCode::FileAccess);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestNpz)
#include "tst_npz.moc"
