// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the run on the views came to: its verdict, t1 and t2 by each definition side by side, the
// quantities of Def. 3.1, the phase of Liu et al. and slingshots, each with its formula and paper
// as tooltip. GUI thread only.
#pragma once

#include "core/events/run_summary.h"

#include <QWidget>

#include <array>
#include <string>
#include <vector>

class QGridLayout;
class QLabel;

namespace grokking {

// What there is to say beside the summary.
struct SummaryDetails {
    std::vector<DefinitionTimes> definitions;
    std::string definition;                    // the one the summary is made by
    bool live = false;                         // the run goes on
    std::string phase = {};                    // of Liu et al.; empty while it is open
    std::vector<std::int64_t> slingshots = {}; // steps
};

class SummaryPanel : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SummaryPanel)

public:
    explicit SummaryPanel(QWidget* parent = nullptr);

    // Returns all that is shown, line by line.
    [[nodiscard]] QString text() const;

public slots:
    void showSummary(const grokking::RunSummary& summary, const grokking::SummaryDetails& details);
    // Says that there is no run yet.
    void clear();

private:
    enum Quantity {
        Ratio,
        Intensity,
        Room,
        Stability,
        LehcShare,
        Sharpness,
        Phase,
        Slingshots,
        QuantityCount
    };
    static constexpr int definitionCount = 3;
    static constexpr int timeCount = 3; // t1, t2 and gap

    struct Row {
        QLabel* name = nullptr;
        std::array<QLabel*, timeCount> times{};
    };

    void addVerdict(QGridLayout& grid);
    void addDefinitions(QGridLayout& grid);
    void addQuantities(QGridLayout& grid);
    void showVerdict(const RunSummary& summary, bool live);
    void showDefinition(const Row& row, const DefinitionTimes& times, bool own);
    void showQuantities(const RunSummary& summary, const SummaryDetails& details);
    void setFilled(bool filled);

    QLabel* m_glyph = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_hint;
    QWidget* m_body;
    std::array<Row, definitionCount> m_definitions{};
    std::array<QLabel*, QuantityCount> m_quantityNames{};
    std::array<QLabel*, QuantityCount> m_quantities{};
};

} // namespace grokking
