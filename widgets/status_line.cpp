// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/status_line.h"

#include "widgets/number_text.h"

#include <QHBoxLayout>
#include <QLabel>

namespace grokking {

namespace {

constexpr int spacing = 20; // pixels between the parts

QString scoreOf(const SplitScore& split, bool classifier)
{
    return classifier ? percentText(split.score) : scoreText(split.score);
}

} // namespace

StatusLine::StatusLine(QWidget* parent) : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(spacing);
    for (QLabel*& part : m_parts) {
        part = new QLabel(this);
        part->setTextInteractionFlags(Qt::TextSelectableByMouse);
        part->hide();
        layout->addWidget(part);
    }
    m_parts[State]->setObjectName(QStringLiteral("cellTitle"));
    layout->addStretch(1);
}

QString StatusLine::text() const
{
    QStringList texts;
    for (const QLabel* part : m_parts)
        if (!part->text().isEmpty())
            texts << part->text();
    return texts.join(QStringLiteral(" · "));
}

void StatusLine::showProgress(const RunProgress& progress)
{
    setPart(State, progress.state);
    setPart(Runs, progress.runs > 1
                      ? tr("%1 of %2 runs done").arg(progress.runsDone).arg(progress.runs)
                      : QString());
    setPart(Step, progress.steps > 0
                      ? tr("step %1 / %2").arg(countText(progress.step), countText(progress.steps))
                      : tr("step %1").arg(countText(progress.step)));
    setPart(Rate, progress.stepsPerSecond > 0.0
                      ? tr("%1 steps/s").arg(numberText(progress.stepsPerSecond, 2))
                      : QString());
    setPart(TimeLeft, progress.secondsLeft ? tr("%1 left").arg(durationText(*progress.secondsLeft))
                                           : QString());
    const auto& last = progress.last;
    setPart(Norm, last ? tr("norm %1").arg(numberText(last->weightNorm)) : QString());
    setPart(Train,
            last ? tr("train %1").arg(scoreOf(last->train, progress.classifier)) : QString());
    setPart(Test, last ? tr("test %1").arg(scoreOf(last->test, progress.classifier)) : QString());
}

void StatusLine::showText(const QString& text)
{
    for (int part = 0; part < PartCount; ++part)
        setPart(static_cast<Part>(part), part == State ? text : QString());
}

// Parts only grow while they show something, so that ticking numbers do not push each other.
void StatusLine::setPart(Part part, const QString& text)
{
    QLabel& label = *m_parts[part];
    label.setText(text);
    label.setVisible(!text.isEmpty());
    const int width = text.isEmpty() ? 0 : label.sizeHint().width();
    label.setMinimumWidth(text.isEmpty() ? 0 : std::max(label.minimumWidth(), width));
}

} // namespace grokking
