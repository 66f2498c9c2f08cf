// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/idx.h"
#include "tests/support/idx_bytes.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

using namespace grokking;
using namespace grokking::test;

namespace {

const QByteArray values("\x00\x01\x02\x03\xfc\xfd\xfe\xff\x10\x20\x30\x40", 12);
const QByteArray valid = idxBytes({2, 3, 2}, values); // two images, 3 high, 2 wide

Result<IdxArray> parse(const QByteArray& bytes, std::size_t dimensions = 3)
{
    return parseIdx({reinterpret_cast<const std::uint8_t*>(bytes.data()),
                     static_cast<std::size_t>(bytes.size())},
                    dimensions, "digits");
}

bool isValid(const Result<IdxArray>& array)
{
    return array && array->shape() == Shape{2, 3, 2}
           && std::ranges::equal(array->values(), values, {}, {},
                                 [](char value) { return static_cast<std::uint8_t>(value); });
}

QByteArray changed(QByteArray bytes, qsizetype place, int value)
{
    bytes[place] = static_cast<char>(value);
    return bytes;
}

} // namespace

class TestIdx : public QObject
{
    Q_OBJECT

private slots:
    void plainAndCompressedFilesAreRead()
    {
        QVERIFY(isValid(parse(valid)));
        QVERIFY(isValid(parse(gzipped(valid))));
        const QTemporaryDir folder;
        writeFile(folder.filePath("plain"), valid);
        writeFile(folder.filePath("packed.gz"), gzipped(valid));
        QVERIFY(isValid(readIdx(folder.filePath("plain").toStdString(), 3)));
        QVERIFY(isValid(readIdx(folder.filePath("packed.gz").toStdString(), 3)));
    }

    void problemsAreNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << QByteArray() << "the file is empty";
        QTest::newRow("text") << QByteArray("label,pixel0\n") << "this is not an IDX file";
        QTest::newRow("first byte") << changed(valid, 0, 1) << "this is not an IDX file";
        QTest::newRow("second byte") << changed(valid, 1, 8) << "this is not an IDX file";
        QTest::newRow("header cut") << valid.left(3) << "this is not an IDX file";
        QTest::newRow("unknown type") << changed(valid, 2, 7) << "its type of values is 7";
        QTest::newRow("floats") << changed(valid, 2, 0x0d) << "holds 32-bit floating point numbers";
        QTest::newRow("labels") << idxBytes({12}, values) << "has 1 dimensions; images have 3";
        QTest::newRow("no dimensions") << idxBytes({}, values) << "has 0 dimensions";
        QTest::newRow("sizes cut") << valid.left(15) << "truncated within its header";
        QTest::newRow("values cut") << valid.chopped(1) << "holds 11 of 12 values";
        QTest::newRow("values missing") << valid.left(16) << "holds 0 of 12 values";
        QTest::newRow("something follows") << valid + "ab"
                                           << "goes on after its values";
        QTest::newRow("too many") << idxBytes({0x7fffffff, 28, 28}, values)
                                  << "more than 500000000 values";
        QTest::newRow("overflow") << idxBytes({0xffffffff, 0xffffffff, 0xffffffff}, values)
                                  << "more than 500000000 values";
        QTest::newRow("compressed, cut") << gzipped(valid).chopped(4) << "file is truncated";
        QTest::newRow("compressed, only its mark") << gzipped(valid).left(2) << "file is truncated";
        QTest::newRow("compressed, wrong sum")
            << changed(gzipped(valid), gzipped(valid).size() - 8,
                       gzipped(valid).at(gzipped(valid).size() - 8) ^ 1)
            << "file is damaged";
        QTest::newRow("compressed, something follows")
            << gzipped(valid) + "abc"
            << "goes on after the end of its compressed content";
        QTest::newRow("compressed, values cut")
            << gzipped(valid.chopped(5)) << "holds 7 of 12 values";
    }

    void problemsAreNamed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, message);
        const auto array = parse(bytes);
        QVERIFY(!array);
        const QString text = QString::fromStdString(array.error().text());
        QVERIFY2(text.startsWith("digits: ") && text.contains(message), qPrintable(text));
        QVERIFY(array.error().code == ErrorCode::InvalidFile);
    }

    void swappedFilesAreSuspected()
    {
        QVERIFY(QString::fromStdString(parse(valid, 1).error().message).contains("swapped?"));
    }

    // Of a compressed file no more is looked at than is needed: neither of these says that its end
    // is missing.
    void filesOfAnotherKindAreNotDecompressed()
    {
        QByteArray noise(1'000'000, 0); // which cannot be compressed
        quint32 state = 1;
        for (char& byte : noise)
            byte = static_cast<char>((state = 1664525 * state + 1013904223) >> 24);
        const auto problem = [](const QByteArray& bytes) {
            return QString::fromStdString(parse(gzipped(bytes).chopped(1000)).error().message);
        };
        QVERIFY(problem(changed(valid, 2, 0x0d) + noise).startsWith("holds 32-bit floating"));
        QVERIFY(problem(idxBytes({1000, 1000, 1000}, noise)).startsWith("says that it holds more"));
        QVERIFY(problem(valid + noise).startsWith("goes on after its values"));
        QVERIFY(problem(idxBytes({1, 1000, 1000}, noise)).startsWith("the compressed file is"));
    }

    void shortMemoryIsTold()
    {
        QFile status("/proc/self/statm");
        QVERIFY(status.open(QIODevice::ReadOnly));
        const auto taken = static_cast<rlim_t>(status.readAll().split(' ').front().toLongLong()
                                               * sysconf(_SC_PAGESIZE));
        rlimit limit{};
        QCOMPARE(getrlimit(RLIMIT_AS, &limit), 0);
        const rlimit small{.rlim_cur = taken + 200'000'000, .rlim_max = limit.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_AS, &small), 0);
        const auto array = parse(idxBytes({400, 1000, 1000}, values));
        QCOMPARE(setrlimit(RLIMIT_AS, &limit), 0);
        QVERIFY(!array);
        QVERIFY2(array.error().message.starts_with("takes 800 MB to be read"),
                 array.error().message.c_str());
        QCOMPARE(array.error().code, ErrorCode::Unavailable);
    }

    // Any other value of any byte of the header describes another file than this one.
    void everyWrongByteOfTheHeaderIsFound()
    {
        for (int place = 0; place < 16; ++place)
            for (int value = 0; value < 256; ++value)
                if (static_cast<char>(value) != valid[place])
                    QVERIFY2(!parse(changed(valid, place, value)),
                             qPrintable(QString("byte %1 = %2").arg(place).arg(value)));
    }

    void everyTruncationIsFound()
    {
        const QByteArray packed = gzipped(valid);
        for (int length = 0; length < valid.size(); ++length)
            QVERIFY(!parse(valid.left(length)));
        for (int length = 0; length < packed.size(); ++length)
            QVERIFY(!parse(packed.left(length)));
    }

    // A wrong bit of a compressed file is found, unless it is one of those that say nothing.
    void everyWrongBitOfACompressedFileIsFound()
    {
        const QByteArray packed = gzipped(valid);
        for (int place = 0; place < packed.size(); ++place)
            for (int bit = 0; bit < 8; ++bit) {
                const auto array = parse(changed(packed, place, packed[place] ^ (1 << bit)));
                QVERIFY(!array || isValid(array));
            }
    }

    void filesThatCannotBeReadAreNamed()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const auto missing = readIdx(path + "/nothing", 3);
        QVERIFY(missing.error()
                == (Error{ErrorCode::FileAccess, "there is no such file", path + "/nothing"}));
        QVERIFY(readIdx(path, 3).error().code == ErrorCode::FileAccess);
    }
};

QTEST_APPLESS_MAIN(TestIdx)
#include "tst_idx.moc"
