// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/file_memory.h"

#include <QtTest>

#include <string>

using namespace grokking;
using namespace std::chrono_literals;

namespace {

// A memory of numbers with a clock of its own; a file was written at 100 s.
struct Desk {
    WallTime now{200s};
    int read = 0; // so often
    FileMemory<std::string, int> memory{2, [this] { return now; }};

    Result<int> get(const std::string& key, const FileStamps& stamps, Result<int> answer)
    {
        return memory.get(key, stamps, [&] {
            ++read;
            return answer;
        });
    }
};

FileStamps stamps(std::int64_t size)
{
    constexpr std::int64_t written = 100'000'000'000; // ns
    return {{"file", {.size = size, .modified = written, .changed = written, .inode = 1}}};
}

} // namespace

class TestFileMemory : public QObject
{
    Q_OBJECT

private slots:
    void filesAreReadOncePerKeyAndStamps()
    {
        Desk desk;
        QCOMPARE(*desk.get("a", stamps(1), 10), 10);
        QVERIFY(desk.memory.knows("a", stamps(1)));
        desk.now += 1h;
        QCOMPARE(*desk.get("a", stamps(1), 11), 10);
        QVERIFY(!desk.memory.knows("b", stamps(1)));
        QVERIFY(!desk.memory.knows("a", stamps(2)));
        QCOMPARE(*desk.get("a", stamps(2), 20), 20);
        QVERIFY(!desk.memory.knows("a", stamps(1))); // will not come back
        QCOMPARE(desk.read, 2);
    }

    void theLatestAreKept()
    {
        Desk desk;
        for (const char* const key : {"a", "b", "c"})
            (void)desk.get(key, stamps(1), 1);
        QVERIFY(!desk.memory.knows("a", stamps(1)));
        QVERIFY(desk.memory.knows("b", stamps(1)));
        QVERIFY(desk.memory.knows("c", stamps(1)));
    }

    // Of such a file another write may have gone unnoticed.
    void filesJustWrittenAreReadOnceMore()
    {
        Desk desk;
        desk.now = WallTime(101s);
        QCOMPARE(*desk.get("a", stamps(1), 10), 10);
        desk.now += 2s;
        QCOMPARE(*desk.get("a", stamps(1), 11), 10);
        desk.now += 2s;
        QVERIFY(!desk.memory.knows("a", stamps(1)));
        QCOMPARE(*desk.get("a", stamps(1), 12), 12);
        desk.now += 1h;
        QCOMPARE(*desk.get("a", stamps(1), 13), 12);
    }

    void onlyWhatIsWrongWithTheFileLasts_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("lasts");
        QTest::newRow("damaged") << int(ErrorCode::InvalidFile) << true;
        QTest::newRow("forbidden") << int(ErrorCode::FileAccess) << false;
        QTest::newRow("no memory") << int(ErrorCode::Unavailable) << false;
    }

    void onlyWhatIsWrongWithTheFileLasts()
    {
        QFETCH(int, code);
        QFETCH(bool, lasts);
        Desk desk;
        const Error error{static_cast<ErrorCode>(code), "no", "file"};
        QVERIFY(desk.get("a", stamps(1), error).error() == error);
        desk.now += 1s;
        QVERIFY(desk.memory.knows("a", stamps(1)));
        desk.now += 3s;
        QCOMPARE(desk.memory.knows("a", stamps(1)), lasts);
    }

    void aClockSetBackDoesNotKeepForever()
    {
        Desk desk;
        (void)desk.get("a", stamps(1), Error{ErrorCode::Unavailable, "no", ""});
        desk.now -= 1h;
        QVERIFY(!desk.memory.knows("a", stamps(1)));
    }

    void nothingIsRememberedOfNoFiles()
    {
        Desk desk;
        (void)desk.get("a", {}, 1);
        QVERIFY(!desk.memory.knows("a", {}));
        QCOMPARE(*desk.get("a", {}, 2), 2);
    }
};

QTEST_APPLESS_MAIN(TestFileMemory)
#include "tst_file_memory.moc"
