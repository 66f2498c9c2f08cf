// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/digit_clusters.h"
#include "core/learners/torch/latent_network.h"

#include <torch/utils.h>

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace grokking;

namespace {

LatentRequest requestFor(std::shared_ptr<const ImageSource> images, std::uint64_t seed = 0)
{
    DigitPools pools = drawPools(*images, 10, 350, seed);
    return {"test", std::move(images), std::move(pools.train), std::move(pools.test), seed};
}

// Returns the share of test pictures that lie nearest to the mean of their digit's training
// pictures.
double nearestMeanAccuracy(const LatentRequest& request, const Latents& latents)
{
    Array<double> means({10, latentDimensions});
    for (std::int64_t i = 0; i < latents.train.rows(); ++i)
        for (std::size_t k = 0; k < latentDimensions; ++k)
            means.row(i / 350)[k] += latents.train.row(i)[k] / 350.0;
    int right = 0;
    for (std::size_t i = 0; i < request.test.size(); ++i) {
        std::int64_t best = 0;
        double least = std::numeric_limits<double>::infinity();
        for (std::int64_t digit = 0; digit < 10; ++digit) {
            double squared = 0.0;
            for (std::size_t k = 0; k < latentDimensions; ++k)
                squared += std::pow(
                    latents.test.row(static_cast<std::int64_t>(i))[k] - means.row(digit)[k], 2);
            if (squared < least) {
                least = squared;
                best = digit;
            }
        }
        const auto picture = static_cast<std::size_t>(request.test[i]);
        right += best == request.images->testImages().labels.values()[picture] ? 1 : 0;
    }
    return right / static_cast<double>(request.test.size());
}

} // namespace

class TestLatentNetwork : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { torch::set_num_threads(1); }

    // 1500 pictures that it has not seen: more than 9 of 10 are near those of their digit.
    void digitsAreToldApart()
    {
        const LatentRequest request = requestFor(shippedDigits());
        std::vector<double> shares;
        m_latents = trainLatentNetwork(request, {}, [&](double share) { shares.push_back(share); });
        QVERIFY2(m_latents.accuracy > 0.98, qPrintable(QString::number(m_latents.accuracy)));
        const double accuracy = nearestMeanAccuracy(request, m_latents);
        QVERIFY2(accuracy > 0.9, qPrintable(QString::number(accuracy)));
        QVERIFY(std::ranges::is_sorted(shares));
        QCOMPARE(shares.back(), 1.0);
        QVERIFY(shares.size() > 200); // after each update
    }

    // Neither the test pictures nor their labels say anything to the network, and the same request
    // gives the same bytes.
    void testPicturesAreNotLearnedFrom()
    {
        auto changed = std::make_shared<ImageSource>(*shippedDigits());
        LatentRequest request = requestFor(changed);
        for (const std::int32_t picture : request.test)
            changed->train.labels.values()[static_cast<std::size_t>(picture)] = 0;
        const auto last = static_cast<std::size_t>(request.test.back());
        std::ranges::fill(changed->train.pixels.row(static_cast<std::int64_t>(last)), 0);
        const Latents latents = trainLatentNetwork(request, {}, {});
        QVERIFY(latents.train == m_latents.train);
        const auto values = latents.test.values();
        const auto before = m_latents.test.values();
        QVERIFY(std::ranges::equal(values.first(values.size() - latentDimensions),
                                   before.first(values.size() - latentDimensions)));
        QVERIFY(!std::ranges::equal(values.last(latentDimensions), before.last(latentDimensions)));
    }

    void anotherSeedGivesOthers()
    {
        LatentRequest request = requestFor(shippedDigits());
        request.seed = 1;
        const Latents latents = trainLatentNetwork(request, {}, {});
        QVERIFY(latents.train != m_latents.train);
    }

    // Not one more update is begun.
    void requestToStopEndsIt()
    {
        std::stop_source source;
        int told = 0;
        (void)trainLatentNetwork(requestFor(shippedDigits()), source.get_token(), [&](double) {
            if (++told == 3)
                source.request_stop();
        });
        QCOMPARE(told, 3);
    }

private:
    Latents m_latents; // of the first test
};

QTEST_APPLESS_MAIN(TestLatentNetwork)
#include "tst_latent_network.moc"
