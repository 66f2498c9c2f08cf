// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The index of a folder of runs: it saves reading and never changes what is listed.
#include "core/store/run_folder.h"
#include "core/store/run_library.h"
#include "tests/core/store/store_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <optional>
#include <thread>

using namespace grokking;
namespace fs = std::filesystem;

namespace {

using Damage = std::function<void(const fs::path& index)>;

std::string contentOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& content)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
}

Damage sql(const std::string& text)
{
    return [text](const fs::path& index) { executeSql(index, text); };
}

// Flips a bit in every so many bytes.
Damage flips(std::size_t distance)
{
    return [distance](const fs::path& index) {
        std::string content = contentOf(index);
        for (std::size_t at = distance / 2; at < content.size(); at += distance)
            content[at] = static_cast<char>(content[at] ^ 0x10);
        write(index, content);
    };
}

// Sets the time of the last write, as a clock that was set back does.
void setModified(const fs::path& file, const timespec& time)
{
    const timespec times[2] = {{0, UTIME_OMIT}, time};
    utimensat(AT_FDCWD, file.c_str(), times, 0);
}

} // namespace

Q_DECLARE_METATYPE(Damage)

class TestRunIndex : public QObject
{
    Q_OBJECT

private slots:
    // A recorder waits for the disk; copies do not.
    void initTestCase()
    {
        recordRun(model(), {startedAt(0), sampleAt(0), sampleAt(10), finishedAt(10)});
    }
    void init()
    {
        m_folder.emplace();
        m_now = std::chrono::system_clock::now() + std::chrono::hours(1);
        for (const char* const name : {"a.grok", "b.grok", "c \xc3\xa9.grok"})
            fs::copy_file(model(), path(name));
    }

    void unchangedFilesAreNotReadAgain()
    {
        const RunFolder first = list();
        QCOMPARE(first.filesRead, std::size_t{3});
        QVERIFY(!first.indexProblem);
        const RunFolder second = list();
        QCOMPARE(second.filesRead, std::size_t{0});
        QVERIFY(second.runs == first.runs);
    }

    void everyFieldOfARunIsKept()
    {
        const Error error{ErrorCode::Unavailable, "no such device", "training.device"};
        recordRun(path("failed.grok"), {Failed{0, error}});
        recordRun(path("stopped.grok"), {startedAt(0), sampleAt(10), checkpointAt(10),
                                         finishedAt(10, RunEnd::Interrupted)});
        recordRun(path("empty.grok"), {});
        VERIFY_OK(setNote(path("empty.grok"), "a note"));
        list();
        for (const RunListing& run : list().runs)
            QVERIFY2(run == *readListing(run.file), run.file.c_str());
    }

    void changedFileIsReadAgain()
    {
        list();
        VERIFY_OK(setNote(path("b.grok"), "late"));
        const RunFolder folder = list();
        QCOMPARE(folder.filesRead, std::size_t{1});
        QCOMPARE(folder.runs[1].note, std::string("late"));
    }

    void newFilesAppearAndVanishedOnesGo()
    {
        list();
        fs::rename(path("a.grok"), path("d.grok"));
        fs::remove(path("b.grok"));
        const RunFolder folder = list();
        QCOMPARE(folder.runs.size(), std::size_t{2});
        QCOMPARE(folder.runs[0].file, path("c \xc3\xa9.grok"));
        QCOMPARE(folder.runs[1].file, path("d.grok"));
        fs::rename(path("d.grok"), path("a.grok"));
        QVERIFY(list().runs[0] == *readListing(path("a.grok")));
    }

    // Whatever lies in the place of the index, the list is that of the files.
    void badIndexIsMadeAnew_data()
    {
        QTest::addColumn<Damage>("damage");
        QTest::newRow("deleted") << Damage([](const fs::path& index) { fs::remove(index); });
        QTest::newRow("empty") << Damage([](const fs::path& index) { write(index, ""); });
        QTest::newRow("text") << Damage(
            [](const fs::path& index) { write(index, std::string(5'000, 'x')); });
        QTest::newRow("cut off") << Damage([](const fs::path& index) {
            write(index, contentOf(index).substr(0, fs::file_size(index) / 2));
        });
        QTest::newRow("a few flipped bits") << flips(1'500);
        QTest::newRow("many flipped bits") << flips(37);
        QTest::newRow("of a newer program") << sql("PRAGMA user_version = 100000");
        QTest::newRow("of an older program") << sql("PRAGMA user_version = 1");
        QTest::newRow("another database") << sql("PRAGMA application_id = 1");
        QTest::newRow("without its table") << sql("DROP TABLE runs");
        QTest::newRow("with another table") << sql("DROP TABLE runs; CREATE TABLE runs (a)");
    }
    void badIndexIsMadeAnew()
    {
        QFETCH(Damage, damage);
        const RunFolder expected = list();
        damage(path(".index.sqlite"));
        const RunFolder folder = list();
        QVERIFY(folder.runs == expected.runs);
        QVERIFY2(!folder.indexProblem,
                 folder.indexProblem ? folder.indexProblem->text().c_str() : "");
        QCOMPARE(list().filesRead, std::size_t{0});
    }

    void rowsThatWereTamperedWithAreNotBelieved_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<int>("readAgain");
        QTest::newRow("listing of another run") // b.grok keeps its own
            << "UPDATE runs SET listing = (SELECT listing FROM runs WHERE name = 'b.grok')" << 2;
        QTest::newRow("checksum") << "UPDATE runs SET checksum = checksum + 1" << 3;
        QTest::newRow("cut off") << "UPDATE runs SET listing = substr(listing, 1, 40)" << 3;
        QTest::newRow("another type") << "UPDATE runs SET listing = 17" << 3;
    }
    void rowsThatWereTamperedWithAreNotBelieved()
    {
        QFETCH(QString, change);
        QFETCH(int, readAgain);
        VERIFY_OK(setNote(path("b.grok"), "only here"));
        const RunFolder expected = list();
        executeSql(path(".index.sqlite"), change.toStdString());
        const RunFolder folder = list();
        QCOMPARE(folder.filesRead, static_cast<std::size_t>(readAgain));
        QVERIFY(folder.runs == expected.runs);
        QCOMPARE(list().filesRead, std::size_t{0});
    }

    // Neither an older nor an equal time of writing makes another content pass for the known one.
    void setBackClockHidesNoChange()
    {
        struct stat before {
        };
        stat(path("a.grok").c_str(), &before);
        list();
        VERIFY_OK(setNote(path("a.grok"), "same size"));
        setModified(path("a.grok"), before.st_mtim);
        QCOMPARE(list().runs[0].note, std::string("same size"));
        VERIFY_OK(setNote(path("a.grok"), "from 2001"));
        setModified(path("a.grok"), {1'000'000'000, 0});
        QCOMPARE(list().runs[0].note, std::string("from 2001"));
        m_now = std::chrono::system_clock::time_point(std::chrono::hours(24 * 365 * 30));
        VERIFY_OK(setNote(path("a.grok"), "in 1999"));
        QCOMPARE(list().runs[0].note, std::string("in 1999"));
        QCOMPARE(list().filesRead, std::size_t{0});
    }

    // The clock of a file system ticks slowly: two writes may leave one stamp.
    void filesWrittenJustNowAreReadAgain()
    {
        m_now = std::chrono::system_clock::now();
        QCOMPARE(list().filesRead, std::size_t{3});
        QCOMPARE(list().filesRead, std::size_t{3});
    }

    void unreadableFilesAreListedEachTime()
    {
        write(path("broken.grok"), "nonsense");
        for (int i = 0; i < 2; ++i) {
            const RunFolder folder = list();
            QCOMPARE(folder.unreadable.size(), std::size_t{1});
            QCOMPARE(folder.unreadable[0].bytes, 8);
        }
    }

    void programsMayListAtTheSameTime()
    {
        std::atomic<int> wrong = 0;
        std::vector<std::jthread> programs;
        for (int program = 0; program < 4; ++program)
            programs.emplace_back([&, program] {
                const fs::path own = path("own" + std::to_string(program) + ".grok");
                recordRun(own, {startedAt(0)});
                for (int i = 0; i < 10; ++i) {
                    (void)setNote(own, std::to_string(i));
                    const auto folder = listRuns(path(""), {.now = m_now});
                    if (!folder || folder->indexProblem || !folder->unreadable.empty())
                        ++wrong;
                    else if (std::ranges::find(folder->runs, *readListing(own))
                             == folder->runs.end())
                        ++wrong;
                }
            });
        programs.clear();
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(list().runs.size(), std::size_t{7});
    }

    void unusableIndexIsNoObstacle()
    {
        fs::create_directories(path(".index.sqlite"));
        const RunFolder folder = list();
        QCOMPARE(folder.runs.size(), std::size_t{3});
        QVERIFY(folder.indexProblem);
        QVERIFY2(folder.indexProblem->message.find("takes longer") != std::string::npos,
                 folder.indexProblem->message.c_str());
    }

    void fullDiskIsNoObstacle()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit little{1'000, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &little);
        const auto folder = listRuns(path(""), {.now = m_now});
        setrlimit(RLIMIT_FSIZE, &before);
        VERIFY_OK(folder);
        QCOMPARE(folder->runs.size(), std::size_t{3});
        QVERIFY(folder->indexProblem);
        QVERIFY(!list().indexProblem);
        QCOMPARE(list().filesRead, std::size_t{0});
    }

    void folderMayGoWhileItIsRead()
    {
        const auto folder = listRuns(
            path(""), {.progress = [this](std::size_t, std::size_t) { fs::remove_all(path("")); }});
        if (folder)
            QVERIFY(folder->runs.size() <= 1 && folder->unreadable.empty());
    }

    void listingCanBeStopped()
    {
        std::stop_source source;
        source.request_stop();
        const auto folder = listRuns(path(""), {.stop = source.get_token()});
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, ErrorCode::Unavailable);
    }

    void progressCountsWhatIsRead()
    {
        list();
        recordRun(path("d.grok"), {});
        recordRun(path("e.grok"), {});
        std::vector<std::pair<std::size_t, std::size_t>> told;
        (void)listRuns(path(""),
                       {.progress = [&](std::size_t read,
                                        std::size_t files) { told.emplace_back(read, files); },
                        .now = m_now});
        QCOMPARE(told, (decltype(told){{1, 2}, {2, 2}}));
    }

    void seedsOfASpecAreAGroup()
    {
        ExperimentSpec spec = testSpec();
        const auto record = [&](const char* name) {
            const auto recorder = RunRecorder::create(path(name), spec, testCatalogs());
            return static_cast<bool>(recorder) && static_cast<bool>((*recorder)->close());
        };
        spec.seed = 8;
        QVERIFY(record("seed.grok"));
        spec.seeds.data = 3;
        QVERIFY(record("pinned.grok"));
        const std::string group = readListing(path("a.grok"))->group;
        QCOMPARE(group.size(), std::size_t{16});
        QCOMPARE(readListing(path("seed.grok"))->group, group);
        QVERIFY(readListing(path("pinned.grok"))->group != group);
    }

private:
    [[nodiscard]] fs::path path(const std::string& name) const
    {
        return fs::path(m_folder->path().toStdString()) / name;
    }
    [[nodiscard]] fs::path model() const
    {
        return fs::path(m_models.path().toStdString()) / "model.grok";
    }
    // Lists as if the files were written long ago.
    RunFolder list() const { return listRuns(path(""), {.now = m_now}).value(); }

    std::optional<QTemporaryDir> m_folder;
    QTemporaryDir m_models;
    std::chrono::system_clock::time_point m_now;
};

QTEST_GUILESS_MAIN(TestRunIndex)
#include "tst_run_index.moc"
