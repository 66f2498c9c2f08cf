// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A thousand damaged copies of one real run: whatever is done with them ends in a run or in an
// error that says what to do. What is read is what was recorded, but for the few things that have
// no checksum: name, note, creation time.
#include "app/cli/run_batch.h"
#include "app/shared/run_job.h"
#include "core/store/run_folder.h"
#include "core/store/run_reader.h"
#include "core/store/run_recorder.h"
#include "core/train/catalogs.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <fstream>
#include <optional>

#include "tests/core/store/store_fixture.h"
#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;
namespace fs = std::filesystem;

namespace {

constexpr int filesOfAKind = 167; // of six kinds, a thousand in all
constexpr BatchOptions quietly{.results = RunResults::None, .quiet = true};
constexpr std::size_t pageSize = 4'096; // of SQLite

struct DamageKind {
    const char* name;
    bool mayStayUnnoticed; // of what is stored
};
enum Damage { OneBit, ManyBits, Truncated, ZeroedPage, SwappedPages, Appended };
constexpr std::array kinds{
    DamageKind{"one bit", true},       DamageKind{"many bits", true},
    DamageKind{"truncated", false},    DamageKind{"zeroed page", true},
    DamageKind{"swapped pages", true}, DamageKind{"garbage at the end", false}};

std::string contentOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Damager
{
public:
    Damager(std::string whole, quint32 seed) : m_whole(std::move(whole)), m_random(seed) {}

    [[nodiscard]] std::string damaged(Damage damage)
    {
        std::string bytes = m_whole;
        switch (damage) {
        case Damage::OneBit:
            flip(bytes, 1);
            break;
        case Damage::ManyBits:
            flip(bytes, 2 + below(500));
            break;
        case Damage::Truncated:
            bytes.resize(below(bytes.size()));
            break;
        case Damage::ZeroedPage:
            std::fill_n(bytes.begin() + page(), pageSize, '\0');
            break;
        case Damage::SwappedPages:
            swapPages(bytes);
            break;
        case Damage::Appended:
            bytes.resize(bytes.size() + 1 + below(2 * pageSize));
            std::generate(bytes.begin() + std::ssize(m_whole), bytes.end(),
                          [this] { return static_cast<char>(below(256)); });
            break;
        }
        return bytes;
    }

private:
    std::size_t below(std::size_t end) { return m_random.bounded(static_cast<quint32>(end)); }
    // The beginning of a page.
    std::ptrdiff_t page()
    {
        return static_cast<std::ptrdiff_t>(pageSize * below(m_whole.size() / pageSize));
    }
    void swapPages(std::string& bytes)
    {
        const auto first = bytes.begin() + page();
        std::swap_ranges(first, first + pageSize, bytes.begin() + page());
    }
    void flip(std::string& bytes, std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i)
            bytes[below(bytes.size())] ^= static_cast<char>(1U << below(8));
    }

    std::string m_whole;
    QRandomGenerator m_random;
};

// Returns whether two files say the same in everything that is shown or gone on from.
bool isSame(const StoredRun& a, const StoredRun& b)
{
    return a.spec == b.spec && a.note == b.note && a.created == b.created
           && areEqual(a.events, b.events) && a.checkpoint && b.checkpoint
           && areEqual(*a.checkpoint, *b.checkpoint);
}

} // namespace

class TestDamagedRunFiles : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everythingDoneWithThemEndsInARunOrAnError_data();
    void everythingDoneWithThemEndsInARunOrAnError();
    void folderOfThemIsListed();

private:
    static void expectExplained(const Error& error);
    // Goes on with a run for some steps, as `grokking resume` does.
    static void resume(const fs::path& file);

    QTemporaryDir m_folder;
    fs::path m_corpus;
    std::string m_whole;
    std::optional<StoredRun> m_run;
    int m_made = 0;
};

void TestDamagedRunFiles::initTestCase()
{
    m_corpus = m_folder.filePath("corpus").toStdString();
    fs::create_directory(m_corpus);
    const fs::path file = m_folder.filePath("whole.grok").toStdString();
    const ExperimentSpec spec = smallExperiment();
    QVERIFY(runBatch({{.spec = spec, .file = file}}, quietly) == ExitStatus::Done);
    auto run = readRun(file, catalogs());
    VERIFY_OK(run);
    m_run = std::move(*run);
    m_whole = contentOf(file);
    QVERIFY(m_whole.size() > 10 * pageSize);
}

void TestDamagedRunFiles::expectExplained(const Error& error)
{
    QVERIFY2(!error.message.empty() && error.code != ErrorCode::Internal, error.text().c_str());
    QVERIFY2(!error.context.empty(), error.text().c_str());
}

void TestDamagedRunFiles::resume(const fs::path& file)
{
    const auto stored = readRun(file, catalogs());
    const std::int64_t reached = stored && stored->checkpoint ? stored->checkpoint->step : 0;
    if (const auto job = resumeJob(file.string(), reached + 10))
        static_cast<void>(runBatch({*job}, quietly)); // whatever its end
    else
        expectExplained(job.error());
}

void TestDamagedRunFiles::everythingDoneWithThemEndsInARunOrAnError_data()
{
    QTest::addColumn<int>("damage");
    for (std::size_t i = 0; i < kinds.size(); ++i)
        QTest::newRow(kinds[i].name) << static_cast<int>(i);
}

void TestDamagedRunFiles::everythingDoneWithThemEndsInARunOrAnError()
{
    QFETCH(int, damage);
    const auto& kind = kinds[static_cast<std::size_t>(damage)];
    Damager damager(m_whole, static_cast<quint32>(damage));
    int refused = 0;
    int same = 0;
    int withoutCheckpoint = 0;
    int different = 0;
    for (int i = 0; i < filesOfAKind; ++i) {
        const std::string bytes = damager.damaged(static_cast<Damage>(damage));
        const fs::path file = m_corpus / (std::to_string(m_made++) + ".grok");
        std::ofstream(file, std::ios::binary) << bytes;
        const fs::path copy = m_folder.filePath("copy.grok").toStdString();
        fs::copy_file(file, copy, fs::copy_options::overwrite_existing);
        if (const auto listing = readListing(file); !listing)
            expectExplained(listing.error());
        if (const auto run = readRun(file, catalogs())) {
            if (run->checkpointProblem) {
                ++withoutCheckpoint;
                expectExplained(*run->checkpointProblem);
            } else {
                ++(isSame(*run, *m_run) ? same : different);
            }
            resume(copy);
        } else {
            ++refused;
            expectExplained(run.error());
            QVERIFY(!resumeJob(copy.string(), {}));
            if (const auto recorder = RunRecorder::resume(copy); !recorder)
                expectExplained(recorder.error());
        }
        QVERIFY2(!QTest::currentTestFailed(), file.c_str());
        QVERIFY2(bytes == contentOf(file), "reading changed the file");
    }
    qInfo("%s: %d refused, %d read as recorded, %d but for the checkpoint, %d as something else",
          kind.name, refused, same, withoutCheckpoint, different);
    QVERIFY(kind.mayStayUnnoticed || different == 0);
}

void TestDamagedRunFiles::folderOfThemIsListed()
{
    QCOMPARE(m_made, filesOfAKind * static_cast<int>(kinds.size()));
    for (int time = 0; time < 2; ++time) { // the second time by its index
        const auto folder = listRuns(m_corpus);
        VERIFY_OK(folder);
        QCOMPARE(folder->runs.size() + folder->unreadable.size(), static_cast<std::size_t>(m_made));
        QVERIFY(!folder->indexProblem);
        for (const UnreadableRun& run : folder->unreadable)
            expectExplained(run.error);
    }
}

QTEST_GUILESS_MAIN(TestDamagedRunFiles)
#include "tst_damaged_run_files.moc"
