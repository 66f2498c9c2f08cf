// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the facts about the data on the form on a thread of its own, some time after the last
// change; a further change cancels that. GUI thread only.
#pragma once

#include "core/data/data_facts.h"
#include "core/spec/experiment_spec.h"
#include "widgets/fact_list.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <optional>
#include <stop_token>
#include <vector>

namespace grokking {

class DataInspector : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DataInspector)

public:
    explicit DataInspector(QObject* parent = nullptr);
    // Cancels, and waits for that.
    ~DataInspector() override;

public slots:
    // Looks into the data of a valid spec; does nothing if its data are those of the last one.
    void inspect(const grokking::ExperimentSpec& spec);

signals:
    void factsFound(const std::vector<grokking::Fact>& facts);
    // The facts are being found: those of before are no longer true.
    void began(const QString& message);
    // There are no facts, and why.
    void refused(const QString& reason);

private:
    void start();
    // Worker thread.
    [[nodiscard]] Result<std::optional<DataFacts>> prepared(const ExperimentSpec& spec,
                                                            const std::stop_token& stop);

    QThreadPool m_pool;
    QTimer m_delay;
    std::optional<ExperimentSpec> m_spec; // the last one
    std::stop_source m_stop;              // of its search
};

} // namespace grokking
