// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Says what Run would take before it is pressed: measures the spec on the form on a thread of its
// own, once it has not changed for a moment and while no run trains, which it would disturb. What
// was measured is kept. GUI thread only.
#pragma once

#include "core/train/run_probe.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <optional>
#include <thread>

namespace grokking {

class RunEstimator : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunEstimator)

public:
    explicit RunEstimator(QObject* parent = nullptr);
    // Waits for the step being measured.
    ~RunEstimator() override;

public slots:
    // Takes the spec on the form; nullopt if it cannot run.
    void setSpec(const std::optional<grokking::ExperimentSpec>& spec);
    void setSeeds(int count);
    // Takes how many runs may go on at a time.
    void setRunsAtOnce(std::size_t runs);
    // While a run trains nothing is measured.
    void setTraining(bool training);

signals:
    // "about 24 s, 14 MB", or what there is to say instead.
    void estimated(const QString& text);

private:
    void refresh();
    void measure();
    void take(const std::string& key, const Result<std::optional<RunCost>>& cost);
    [[nodiscard]] QString text() const;

    std::optional<ExperimentSpec> m_spec;
    std::string m_key;              // of the spec
    std::optional<Error> m_problem; // there is not the memory
    int m_seeds = 1;
    std::size_t m_runsAtOnce;
    bool m_training = false;
    bool m_measuring = false;
    std::map<std::string, Result<RunCost>> m_costs; // by costKey()
    QTimer m_delay;
    std::jthread m_probe; // last: ends before the rest is destroyed
};

} // namespace grokking
