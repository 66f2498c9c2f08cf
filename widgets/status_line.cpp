// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/status_line.h"

#include "widgets/number_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

#include <array>

namespace grokking {

namespace {

constexpr int spacing = 20; // pixels between the parts
constexpr int margin = 8;
constexpr int barWidth = 120;

// Returns "train 95.3 %", or of a regression "train score 0.953".
QString splitText(const QString& name, const SplitScore& split)
{
    return (split.total > 0 ? StatusLine::tr("%1 %2") : StatusLine::tr("%1 score %2"))
        .arg(name, scoreText(split));
}

} // namespace

StatusLine::StatusLine(QWidget* parent) : QWidget(parent), m_preparation(new QProgressBar(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(margin, 2, margin, 2);
    layout->setSpacing(spacing);
    layout->setSizeConstraint(QLayout::SetNoConstraint); // see fit()
    for (QLabel*& part : m_parts) {
        part = new QLabel(this);
        part->setTextInteractionFlags(Qt::TextSelectableByMouse);
        part->hide();
        layout->addWidget(part);
    }
    m_parts[State]->setObjectName(QStringLiteral("cellTitle"));
    m_preparation->setTextVisible(false);
    m_preparation->setFixedWidth(barWidth);
    m_preparation->setAccessibleName(tr("Preparation of the data"));
    m_preparation->hide();
    layout->insertWidget(1, m_preparation);
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
    m_preparation->setVisible(progress.prepared.has_value());
    if (progress.prepared)
        m_preparation->setValue(static_cast<int>(100.0 * *progress.prepared));
    setPart(Step, progress.prepared ? tr("training the network that the data need: %1 %")
                                          .arg(static_cast<int>(100.0 * *progress.prepared))
                  : progress.steps > 0
                      ? tr("step %1 / %2").arg(countText(progress.step), countText(progress.steps))
                      : tr("step %1").arg(countText(progress.step)));
    setPart(Rate, progress.stepsPerSecond > 0.0
                      ? tr("%1 steps/s").arg(numberText(progress.stepsPerSecond, 2))
                      : QString());
    setPart(TimeLeft, progress.secondsLeft ? tr("%1 left").arg(durationText(*progress.secondsLeft))
                                           : QString());
    const auto& last = progress.last;
    setPart(Norm, last && progress.hasWeights ? tr("norm %1").arg(numberText(last->weightNorm))
                                              : QString());
    setPart(Train, last ? splitText(tr("train"), last->train) : QString());
    setPart(Test, last ? splitText(tr("test"), last->test) : QString());
    fit();
}

void StatusLine::showText(const QString& text)
{
    m_preparation->hide();
    for (int part = 0; part < PartCount; ++part)
        setPart(static_cast<Part>(part), part == State ? text : QString());
    fit();
}

// Parts only grow while they show something, so that ticking numbers do not push each other.
void StatusLine::setPart(Part part, const QString& text)
{
    QLabel& label = *m_parts[part];
    label.setText(text);
    const int width = text.isEmpty() ? 0 : label.sizeHint().width();
    label.setMinimumWidth(text.isEmpty() ? 0 : std::max(label.minimumWidth(), width));
}

// Shows what there is room for; the rest is in the tool tip.
void StatusLine::fit()
{
    int room = width() - 2 * margin - (m_preparation->isHidden() ? 0 : barWidth + spacing);
    std::array<bool, PartCount> shown{};
    for (const Part part : {State, Step, Test, Train, TimeLeft, Runs, Rate, Norm}) {
        room -= m_parts[part]->text().isEmpty() ? 0 : m_parts[part]->minimumWidth() + spacing;
        shown[part] = !m_parts[part]->text().isEmpty() && (room + spacing >= 0 || part == State);
    }
    for (int part = 0; part < PartCount; ++part)
        m_parts[part]->setVisible(shown[static_cast<std::size_t>(part)]);
    setToolTip(room + spacing < 0 ? text() : QString());
}

QSize StatusLine::minimumSizeHint() const
{
    return {0, QWidget::minimumSizeHint().height()};
}

void StatusLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace grokking
