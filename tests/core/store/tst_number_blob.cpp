// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers in blobs keep every bit and take as little room as that allows.
#include "core/store/database.h"
#include "core/store/number_blob.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <map>

using namespace grokking;
using Numbers = std::vector<double>;

class TestNumberBlob : public QObject
{
    Q_OBJECT

private slots:
    void everyBitComesBack_data();
    void everyBitComesBack();
    void brokenBlobThrows();
};

void TestNumberBlob::everyBitComesBack_data()
{
    using Limits = std::numeric_limits<double>;
    QTest::addColumn<Numbers>("numbers");
    QTest::addColumn<std::string>("dtype");
    QTest::newRow("nothing") << Numbers{} << std::string("float32");
    QTest::newRow("small counts") << Numbers{0, 1, 255} << std::string("uint8");
    QTest::newRow("counts") << Numbers{0, 256, 65'535} << std::string("uint16");
    QTest::newRow("too large a count") << Numbers{65'536} << std::string("float32");
    QTest::newRow("below zero") << Numbers{-1.0} << std::string("float32");
    QTest::newRow("halves") << Numbers{0.5, -1.5, 0.0} << std::string("float32");
    QTest::newRow("minus zero") << Numbers{-0.0} << std::string("float32");
    QTest::newRow("infinities") << Numbers{Limits::infinity(), -Limits::infinity()}
                                << std::string("float32");
    QTest::newRow("not a number") << Numbers{Limits::quiet_NaN()} << std::string("float32");
    QTest::newRow("smallest float") << Numbers{std::ldexp(1.0, -149)} << std::string("float32");
    QTest::newRow("a tenth") << Numbers{0.5, 0.1} << std::string("float64");
    QTest::newRow("too large for a float") << Numbers{1e300} << std::string("float64");
    QTest::newRow("too small for a float") << Numbers{1e-300} << std::string("float64");
    QTest::newRow("smallest double") << Numbers{Limits::denorm_min()} << std::string("float64");
    QTest::newRow("marked not a number")
        << Numbers{std::bit_cast<double>(0x7ff8'0000'0000'0001)} << std::string("float64");
}

void TestNumberBlob::everyBitComesBack()
{
    QFETCH(Numbers, numbers);
    QFETCH(std::string, dtype);
    const NumberBlob blob = packNumbers(numbers);
    QCOMPARE(std::string(blob.dtype), dtype);
    static const std::map<std::string, std::size_t> sizes{
        {"uint8", 1}, {"uint16", 2}, {"float32", 4}, {"float64", 8}};
    QCOMPARE(blob.bytes.size(), numbers.size() * sizes.at(dtype));
    const Numbers back = unpackNumbers(dtype, blob.bytes);
    QCOMPARE(back.size(), numbers.size());
    for (std::size_t i = 0; i < back.size(); ++i)
        QCOMPARE(std::bit_cast<quint64>(back[i]), std::bit_cast<quint64>(numbers[i]));
}

void TestNumberBlob::brokenBlobThrows()
{
    const std::vector<std::byte> bytes(12);
    QCOMPARE(unpackNumbers("float32", bytes).size(), std::size_t{3});
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(unpackNumbers("float64", bytes)), StoreException);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(unpackNumbers("int8", bytes)), StoreException);
}

QTEST_GUILESS_MAIN(TestNumberBlob)
#include "tst_number_blob.moc"
