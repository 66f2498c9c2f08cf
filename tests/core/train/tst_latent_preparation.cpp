// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/latent_cache.h"
#include "core/train/latent_preparation.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>

using namespace grokking;

namespace {

// Three vectors for training and two for testing, of two numbers.
Latents someLatents(float first)
{
    Latents latents{.train = Array<float>({3, 2}), .test = Array<float>({2, 2}), .accuracy = 0.875};
    std::ranges::generate(latents.train.values(), [&first] { return first += 0.1F; });
    std::ranges::generate(latents.test.values(), [&first] { return first += 0.1F; });
    return latents;
}

LatentRequest request(const std::string& recipe)
{
    return {.recipe = recipe, .images = nullptr, .train = {0, 1, 2}, .test = {3, 4}};
}

// Makes vectors at once, and counts how often.
LatentMaker counting(std::atomic<int>& times)
{
    return [&times](const LatentRequest&, const std::stop_token&, const LatentProgress& progress) {
        ++times;
        progress(1.0);
        return Result<Latents>(someLatents(1.0F));
    };
}

std::filesystem::path pathOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

QString onlyFile(const QTemporaryDir& folder)
{
    const auto names = QDir(folder.path()).entryList(QDir::Files);
    return names.size() == 1 ? folder.filePath(names.front()) : QString();
}

} // namespace

class TestLatentPreparation : public QObject
{
    Q_OBJECT

private slots:
    void cacheGivesBackWhatItTook()
    {
        const QTemporaryDir folder;
        QVERIFY(!readCachedLatents(pathOf(folder) / "deep/er", "a"));
        cacheLatents(pathOf(folder) / "deep/er", "a", someLatents(1.0F));
        QVERIFY(readCachedLatents(pathOf(folder) / "deep/er", "a") == someLatents(1.0F));
        QVERIFY(!readCachedLatents(pathOf(folder) / "deep/er", "b"));
        cacheLatents(pathOf(folder) / "deep/er", "a", someLatents(2.0F));
        QVERIFY(readCachedLatents(pathOf(folder) / "deep/er", "a") == someLatents(2.0F));
    }

    void everyWrongBitAndTruncationIsFound()
    {
        const QTemporaryDir folder;
        cacheLatents(pathOf(folder), "recipe", someLatents(1.0F));
        QFile file(onlyFile(folder));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        file.close();
        const auto readsAs = [&](const QByteArray& bytes) {
            QFile changed(file.fileName());
            return changed.open(QIODevice::WriteOnly) && changed.write(bytes) == bytes.size()
                   && changed.flush() && readCachedLatents(pathOf(folder), "recipe").has_value();
        };
        QVERIFY(readsAs(good));
        QVERIFY(!readsAs(good + "x"));
        for (qsizetype place = 0; place < good.size(); ++place) {
            QByteArray wrong = good;
            wrong[place] = static_cast<char>(wrong[place] ^ (1 << (place % 8)));
            QVERIFY(!readsAs(wrong));
            QVERIFY(!readsAs(good.left(place)));
        }
    }

    // As if two recipes had the same name of a file.
    void anotherRecipeIsNotTaken()
    {
        const QTemporaryDir folder;
        cacheLatents(pathOf(folder), "one", someLatents(1.0F));
        const QString one = onlyFile(folder);
        QFile::rename(one, folder.filePath("kept"));
        cacheLatents(pathOf(folder), "two", someLatents(2.0F));
        const QStringList names = QDir(folder.path()).entryList({"*.latents"}, QDir::Files);
        QCOMPARE(names.size(), 1);
        QFile::remove(folder.filePath(names.front()));
        QFile::rename(folder.filePath("kept"), folder.filePath(names.front()));
        QVERIFY(!readCachedLatents(pathOf(folder), "two"));
    }

    void fewAreKept()
    {
        const QTemporaryDir folder;
        for (int i = 0; i < 110; ++i)
            cacheLatents(pathOf(folder), "recipe " + std::to_string(i), someLatents(1.0F));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 100);
        QVERIFY(readCachedLatents(pathOf(folder), "recipe 109"));
    }

    void folderThatCannotBeWrittenIsNoFailure()
    {
        cacheLatents("/proc/nowhere", "a", someLatents(1.0F));
        cacheLatents({}, "a", someLatents(1.0F));
        QVERIFY(!readCachedLatents({}, "a"));
        std::atomic<int> times = 0;
        QVERIFY(prepareLatents(request("unwritable"), {}, {}, "/proc/nowhere", counting(times)));
        QVERIFY(*knownLatents("unwritable") == someLatents(1.0F));
    }

    void folderFollowsTheEnvironment()
    {
        const QByteArray before = qgetenv("XDG_CACHE_HOME");
        qputenv("XDG_CACHE_HOME", "/somewhere");
        QVERIFY(latentCacheFolder() == "/somewhere/grokking-explorer");
        qputenv("XDG_CACHE_HOME", "relative"); // to be ignored
        QVERIFY(latentCacheFolder()
                == std::filesystem::path(qgetenv("HOME").toStdString())
                       / ".cache/grokking-explorer");
        qputenv("XDG_CACHE_HOME", before);
    }

    void vectorsAreMadeOnceAndKeptOnDisk()
    {
        const QTemporaryDir folder;
        std::atomic<int> times = 0;
        std::vector<double> shares;
        const auto tell = [&](double share) { shares.push_back(share); };
        QVERIFY(prepareLatents(request("once"), {}, tell, pathOf(folder), counting(times)));
        QVERIFY(prepareLatents(request("once"), {}, tell, pathOf(folder), counting(times)));
        QCOMPARE(times.load(), 1);
        QCOMPARE(shares, std::vector<double>{1.0});
        QVERIFY(*knownLatents("once") == someLatents(1.0F));
        QVERIFY(readCachedLatents(pathOf(folder), "once") == someLatents(1.0F));
    }

    void cachedVectorsAreTaken()
    {
        const QTemporaryDir folder;
        std::atomic<int> times = 0;
        cacheLatents(pathOf(folder), "cached", someLatents(5.0F));
        QVERIFY(prepareLatents(request("cached"), {}, {}, pathOf(folder), counting(times)));
        QCOMPARE(times.load(), 0);
        QVERIFY(*knownLatents("cached") == someLatents(5.0F));
    }

    void damagedOnesAreMadeAnew()
    {
        const QTemporaryDir folder;
        std::atomic<int> times = 0;
        cacheLatents(pathOf(folder), "damaged", someLatents(5.0F));
        QVERIFY(QFile::resize(onlyFile(folder), 40));
        QVERIFY(prepareLatents(request("damaged"), {}, {}, pathOf(folder), counting(times)));
        QCOMPARE(times.load(), 1);
        QVERIFY(readCachedLatents(pathOf(folder), "damaged") == someLatents(1.0F));
    }

    void failureIsTold()
    {
        const QTemporaryDir folder;
        const Error error{ErrorCode::Unavailable, "no LibTorch", "data"};
        const Status status = prepareLatents(
            request("failed"), {}, {}, pathOf(folder),
            [&](const auto&, const auto&, const auto&) { return Result<Latents>(error); });
        QVERIFY(!status && status.error() == error);
        QVERIFY(!knownLatents("failed"));
        QVERIFY(onlyFile(folder).isEmpty());
    }

    void stoppedOnesAreNotKept()
    {
        const QTemporaryDir folder;
        std::stop_source source;
        const auto make = [&](const auto&, const auto&, const auto&) {
            source.request_stop();
            return Result<Latents>(someLatents(1.0F));
        };
        QVERIFY(prepareLatents(request("stopped"), source.get_token(), {}, pathOf(folder), make));
        QVERIFY(!knownLatents("stopped"));
        QVERIFY(onlyFile(folder).isEmpty());
    }

    // The second thread waits for the first one, and hears of its progress.
    void whoComesLaterWaits()
    {
        const QTemporaryDir folder;
        std::atomic<bool> begun = false;
        std::atomic<bool> go = false;
        std::atomic<double> heard = 0.0;
        std::atomic<int> times = 0;
        const auto slow = [&](const LatentRequest&, const std::stop_token&,
                              const LatentProgress& progress) {
            ++times;
            progress(0.5);
            begun = true;
            while (!go)
                std::this_thread::yield();
            return Result<Latents>(someLatents(1.0F));
        };
        std::jthread first(
            [&] { (void)prepareLatents(request("shared"), {}, {}, pathOf(folder), slow); });
        QTRY_VERIFY(begun);
        std::jthread second([&] {
            (void)prepareLatents(
                request("shared"), {}, [&](double share) { heard = share; }, pathOf(folder), slow);
        });
        QTRY_COMPARE(heard.load(), 0.5);
        go = true;
        first.join();
        second.join();
        QCOMPARE(times.load(), 1);
        QVERIFY(knownLatents("shared"));
    }

    // If the first one is stopped the second one begins anew; and who waits can be stopped.
    void whoWaitsTakesOverOrStops()
    {
        const QTemporaryDir folder;
        std::atomic<bool> begun = false;
        std::atomic<int> times = 0;
        const auto untilStopped = [&](const LatentRequest&, const std::stop_token& stop,
                                      const LatentProgress&) {
            begun = true;
            while (!stop.stop_requested())
                std::this_thread::yield();
            return Result<Latents>(Latents{});
        };
        std::jthread first([&](const std::stop_token& stop) {
            (void)prepareLatents(request("taken"), stop, {}, pathOf(folder), untilStopped);
        });
        QTRY_VERIFY(begun);
        std::jthread impatient([&](const std::stop_token& stop) {
            (void)prepareLatents(request("taken"), stop, {}, pathOf(folder), counting(times));
        });
        std::jthread second([&] {
            (void)prepareLatents(request("taken"), {}, {}, pathOf(folder), counting(times));
        });
        impatient.request_stop();
        impatient.join();
        QCOMPARE(times.load(), 0);
        first.request_stop();
        second.join();
        QCOMPARE(times.load(), 1);
        QVERIFY(*knownLatents("taken") == someLatents(1.0F));
    }
};

QTEST_APPLESS_MAIN(TestLatentPreparation)
#include "tst_latent_preparation.moc"
