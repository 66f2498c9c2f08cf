// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/digit_clusters.h"
#include "core/learners/torch_library.h"
#include "core/util/processor.h"

#include <QDir>
#include <QtTest>

#include <thread>

using namespace grokking;

namespace {

LatentRequest request()
{
    const auto images = shippedDigits();
    DigitPools pools = drawPools(*images, 10, 20, 0);
    return {"test", images, std::move(pools.train), std::move(pools.test), 0};
}

// How a network is trained.
struct Seen {
    qsizetype threadsMore = 0; // of this process, than before
    bool flushed = false;
    bool flushedAfter = false;
};

qsizetype threads()
{
    return QDir("/proc/self/task").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
}

// Trains for a few updates on a thread that has set nothing.
Seen seenOnAFreshThread()
{
    Seen seen;
    std::thread([&seen] {
        const qsizetype before = threads();
        std::stop_source source;
        int told = 0;
        const auto latents = makeTorchLatents(request(), source.get_token(), [&](double) {
            seen.threadsMore = threads() - before;
            seen.flushed = denormalsFlushed();
            if (++told == 3)
                source.request_stop();
        });
        if (!latents || told != 3)
            qFatal("no network was trained");
        seen.flushedAfter = denormalsFlushed();
    }).join();
    return seen;
}

} // namespace

class TestTorchLibrary : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("OMP_NUM_THREADS", "4"); // also on a machine of one core
        QVERIFY(!torchProblem("mlp", "cpu"));
    }

    void latentsAreMadeByTheCallingThreadAlone()
    {
        QCOMPARE(seenOnAFreshThread().threadsMore, qsizetype{0});
    }

    // Whoever calls comes to the same bytes, and goes on as before.
    void denormalsAreFlushedMeanwhile()
    {
        const Seen seen = seenOnAFreshThread();
        QVERIFY(seen.flushed);
        QVERIFY(!seen.flushedAfter);
    }
};

QTEST_APPLESS_MAIN(TestTorchLibrary)
#include "tst_torch_library.moc"
