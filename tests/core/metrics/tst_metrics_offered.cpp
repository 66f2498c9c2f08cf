// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// No metric is offered in vain: of every learner on every data set it can learn, what applies is
// observed. Without tables of
// the user's own.

#include <QtTest>

#include "tests/support/metric_fixture.h"

#include <string>
#include <utility>
#include <vector>

using namespace grokking;
using namespace grokking::test;

namespace {

// Sets what makes an experiment small where it has such a setting.
void shrink(EntrySpec& entry)
{
    for (const auto& [id, value] : {std::pair{"n", 60},
                                    {"testSize", 60},
                                    {"modulus", 7},
                                    {"things", 3},
                                    {"width", 8},
                                    {"embedding", 8},
                                    {"modelWidth", 8},
                                    {"mlpWidth", 8}})
        if (const auto found = entry.parameters.find(id); found != entry.parameters.end())
            found->second = std::int64_t{value};
}

// Returns the ways in which inputs can be given to a learner, one nameless one where there is no
// choice.
std::vector<std::string> encodingsOf(const DatasetKind& data)
{
    for (const ParamSpec& param : data.entry.parameters)
        if (param.id == "encoding") {
            std::vector<std::string> ids;
            for (const ParamChoice& choice : param.choices)
                ids.push_back(choice.id);
            return ids;
        }
    return {""};
}

// Returns small experiments on the fused engine, with their names.
std::vector<std::pair<std::string, ExperimentSpec>> madePairings()
{
    std::vector<std::pair<std::string, ExperimentSpec>> all;
    for (const LearnerKind& learner : learnerKinds())
        for (const DatasetKind& data : datasetKinds())
            for (const std::string& encoding : encodingsOf(data)) {
                ExperimentSpec spec =
                    changedSpec({"data=" + data.entry.id, "learner=" + learner.entry.id,
                                 "training.engine=fused", "training.device=cpu"});
                shrink(spec.data);
                shrink(spec.learner);
                if (!encoding.empty())
                    spec.data.parameters["encoding"] = encoding;
                if (spec.data.parameters.contains(
                        "clustersFrom")) // else a network is trained first
                    spec.data.parameters["clustersFrom"] = "pixels";
                if (validate(spec, catalogs()).empty())
                    all.emplace_back(learner.entry.id + " on " + data.entry.id + " " + encoding,
                                     spec);
            }
    return all;
}

const std::vector<std::pair<std::string, ExperimentSpec>>& pairings()
{
    static const auto all = madePairings();
    return all;
}

} // namespace

class TestMetricsOffered : public QObject
{
    Q_OBJECT

private slots:
    // Else the rows below could become fewer unseen.
    void everyLearnerAndDataSetHasAPairing()
    {
        const auto isPaired = [](const auto& isOf) {
            return std::ranges::any_of(
                pairings(), [&isOf](const auto& pairing) { return isOf(pairing.second); });
        };
        for (const LearnerKind& kind : learnerKinds())
            QVERIFY2(isPaired([&kind](const ExperimentSpec& spec) {
                         return spec.learner.id == kind.entry.id;
                     }),
                     kind.entry.id.c_str());
        for (const DatasetKind& kind : datasetKinds())
            QVERIFY2(kind.fingerprint // it is read from a file
                         || isPaired([&kind](const ExperimentSpec& spec) {
                                return spec.data.id == kind.entry.id;
                            }),
                     kind.entry.id.c_str());
    }

    void whatAppliesIsObserved_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& [name, spec] : pairings())
            QTest::newRow(name.c_str()) << index++;
    }

    void whatAppliesIsObserved()
    {
        QFETCH(int, index);
        const ExperimentSpec spec = pairings()[static_cast<std::size_t>(index)].second;
        MetricFixture fixture(spec);
        for (std::int64_t step = 0; step < 3; ++step)
            fixture.run.learner->step(step, {}, {});
        QStringList missing;
        for (const Metric& metric : metrics())
            if ((!metric.applies || metric.applies(spec)) && !fixture.observe(metric.entry.id))
                missing << metric.entry.id.c_str();
        QCOMPARE(missing, QStringList{});
    }
};

QTEST_APPLESS_MAIN(TestMetricsOffered)
#include "tst_metrics_offered.moc"
