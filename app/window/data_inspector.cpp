// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/data_inspector.h"

#include "app/window/background.h"
#include "core/data/data_facts.h"
#include "core/data/dataset_catalog.h"
#include "core/train/preparation.h"
#include "core/train/run_memory.h"
#include "core/util/processor.h"

#include <QLocale>

#include <cmath>
#include <utility>

namespace grokking {

namespace {

constexpr int delayMs = 400;
constexpr std::int64_t mostNumbers = 30'000'000; // 240 MB

QString number(double value)
{
    return QLocale::c().toString(value, 'f', 3);
}

QString chance(double pValue)
{
    return pValue < 0.001 ? QStringLiteral("p < 0.001")
                          : QStringLiteral("p = %1").arg(number(pValue));
}

QString answer(Separability separability)
{
    switch (separability) {
    case Separability::Separable:
        return DataInspector::tr("yes");
    case Separability::Inseparable:
        return DataInspector::tr("no");
    case Separability::Undecided:
        return DataInspector::tr("not decided");
    }
    return {};
}

void addShares(std::vector<Fact>& facts, const ShareShift& shares)
{
    facts.push_back(
        {DataInspector::tr("Total variation"), number(shares.totalVariation),
         DataInspector::tr("How far the subclasses' shares of the training set are from "
                           "those of the test set: half the sum of all differences, 0 "
                           "to 1.")});
    facts.push_back({DataInspector::tr("KL(train ‖ test)"),
                     DataInspector::tr("%1 nats").arg(number(shares.klTrainTest)),
                     DataInspector::tr("Kullback-Leibler divergence of the same shares.")});
    facts.push_back(
        {DataInspector::tr("KL(test ‖ train)"),
         std::isinf(shares.klTestTrain)
             ? DataInspector::tr("infinite, %1 removed").arg(shares.removed)
             : DataInspector::tr("%1 nats").arg(number(shares.klTestTrain)),
         DataInspector::tr("The other way around. Infinite when the test set has subclasses that "
                           "training never sees, as with f = 0.")});
}

void addTests(std::vector<Fact>& facts, const DataFacts& data)
{
    if (data.twoSample)
        facts.push_back({DataInspector::tr("Two-sample test"), chance(data.twoSample->pValue),
                         DataInspector::tr("Whether train and test samples look as if drawn alike: "
                                           "maximum mean discrepancy of %1 and %2 samples, with "
                                           "%3 random relabelings. A small p says that they do "
                                           "not.")
                             .arg(data.twoSample->trainExamples)
                             .arg(data.twoSample->testExamples)
                             .arg(data.twoSample->relabelings)});
    if (data.domain)
        facts.push_back(
            {DataInspector::tr("Domain classifier"),
             DataInspector::tr("%1 right, %2")
                 .arg(QLocale::c().toString(data.domain->accuracy, 'f', 2),
                      chance(data.domain->pValue)),
             DataInspector::tr("A logistic regression that tells train from test samples, and how "
                               "often it is right on %1 pairs held out; 0.5 is chance.")
                 .arg(data.domain->pairs)});
}

std::vector<Fact> factsOf(const DataFacts& data)
{
    std::vector<Fact> facts;
    if (data.shares)
        addShares(facts, *data.shares);
    if (data.trainSeparability && data.testSeparability)
        facts.push_back(
            {DataInspector::tr("Linearly separable"),
             DataInspector::tr("train %1, test %2")
                 .arg(answer(*data.trainSeparability), answer(*data.testSeparability)),
             DataInspector::tr("Whether a linear classifier can get every sample right.")});
    addTests(facts, data);
    return facts;
}

// Returns why there are no facts of these data.
QString noFactsOf(const DataFacts& data)
{
    return data.shape.hasTokens()
               ? DataInspector::tr("Nothing to tell: these samples are tokens without subclasses, "
                                   "and the tests are for numbers.")
               : DataInspector::tr("Nothing to tell: there are no subclasses, and too few samples "
                                   "for the tests.");
}

} // namespace

DataInspector::DataInspector(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_delay.setInterval(delayMs);
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &DataInspector::start);
}

DataInspector::~DataInspector()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void DataInspector::inspect(const ExperimentSpec& spec)
{
    if (m_spec && haveSameData(*m_spec, spec))
        return;
    m_spec = spec;
    m_stop.request_stop();
    const DatasetShape shape = datasetShape(spec);
    if ((shape.trainingExamples + shape.testExamples) * shape.features > mostNumbers) {
        m_delay.stop();
        emit refused(
            tr("The data are too large to look into at each change; use “grokking data”."));
        return;
    }
    emit began(tr("Looking into the data …"));
    m_delay.start();
}

// Says how far the network is that the data need first, if they do.
Result<std::optional<DataFacts>> DataInspector::prepared(const ExperimentSpec& spec,
                                                         const std::stop_token& stop)
{
    int told = -1; // percent
    const auto tell = [&](double share) {
        if (const int percent = static_cast<int>(100.0 * share);
            percent != std::exchange(told, percent))
            callLater(this, [this, percent, stop] {
                if (!stop.stop_requested())
                    emit began(tr("Training the network that the data need: %1 % …").arg(percent));
            });
    };
    if (const Status ready = prepareNeeds(spec, stop, tell); !ready)
        return ready.error();
    return stop.stop_requested() ? std::optional<DataFacts>() : findDataFacts(spec, stop);
}

void DataInspector::start()
{
    m_stop = {};
    startOn(m_pool, [this, spec = *m_spec, stop = m_stop.get_token()] {
        lowerThreadPriority();
        const auto data = orMemoryRefused(spec, "data", [&] { return prepared(spec, stop); });
        if (!data)
            callLater(this, [this, reason = QString::fromStdString(data.error().text()), stop] {
                if (!stop.stop_requested())
                    emit refused(reason);
            });
        else if (*data)
            callLater(this, [this, facts = factsOf(**data), none = noFactsOf(**data), stop] {
                if (stop.stop_requested())
                    return;
                if (facts.empty())
                    emit refused(none);
                else
                    emit factsFound(facts);
            });
    });
}

} // namespace grokking
