// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/torch/device.h"

#include <torch/torch.h>

#include <QTest>

#include <array>

using namespace grokking;

class TestDevice : public QObject
{
    Q_OBJECT

private slots:
    void cpuIsAlwaysThere() { QVERIFY(chooseDevice("cpu").value() == torch::Device(torch::kCPU)); }

    void autoTakesAGpuIfThereIsOne()
    {
        QCOMPARE(chooseDevice("auto").value().is_cuda(), torch::cuda::is_available());
    }

    void deviceThatIsNotThereIsRefused()
    {
        const auto device = chooseDevice("cuda:99");
        QVERIFY(!device);
        QVERIFY(device.error().code == ErrorCode::Unavailable);
        QCOMPARE(device.error().context, std::string("cuda:99"));
    }

    // The sampler reuses its memory at once, the copy may still be under way.
    void uploadedIndicesAreACopy()
    {
        std::array<std::int32_t, 3> indices{7, 0, 5};
        const auto tensor = uploadIndices(indices, torch::kCPU);
        indices.fill(1);
        QVERIFY(tensor.scalar_type() == torch::kInt32);
        QVERIFY(torch::equal(tensor, torch::tensor({7, 0, 5}, torch::kInt32)));
        QVERIFY(!tensor.is_pinned()); // there is nobody to hurry for
    }
};

QTEST_APPLESS_MAIN(TestDevice)
#include "tst_device.moc"
