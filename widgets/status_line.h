// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One line that says how the run goes: "Running   3 of 10 runs done   step 12,300 / 50,000
// 6,400 steps/s   6 s left   norm 17.2   train 100 %   test 93.9 %". GUI thread only.
#pragma once

#include "core/events/training_event.h"

#include <QWidget>

#include <array>

class QLabel;
class QProgressBar;

namespace grokking {

struct RunProgress {
    QString state; // "Running", "Paused", ...
    std::int64_t step = 0;
    std::int64_t steps = 0;            // planned; 0 = unknown
    double stepsPerSecond = 0.0;       // 0 = not known yet
    std::optional<double> secondsLeft; // unset = not known, or not running
    std::optional<Sampled> last;
    bool hasWeights = true;         // the norm of the parameters has a meaning
    std::optional<double> prepared; // share of what the data need first, while that is made
    int runs = 1;                   // in the group, and how many of them are over
    int runsDone = 0;
};

class StatusLine : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatusLine)

public:
    explicit StatusLine(QWidget* parent = nullptr);

    // Returns the line as one text.
    [[nodiscard]] QString text() const;
    // Parts that have no room are left out.
    [[nodiscard]] QSize minimumSizeHint() const override;

public slots:
    void showProgress(const grokking::RunProgress& progress);
    // Shows a text alone, for example before the first run.
    void showText(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Part { State, Runs, Step, Rate, TimeLeft, Norm, Train, Test, PartCount };
    void setPart(Part part, const QString& text);
    void fit();

    std::array<QLabel*, PartCount> m_parts{};
    QProgressBar* m_preparation;
};

} // namespace grokking
