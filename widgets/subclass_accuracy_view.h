// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Test accuracy of every subclass against the step, one strip each: the fuller the color, the
// higher the accuracy. Subsampled subclasses are set apart below the others, with a mark before
// their name that is hollow where the subclass was removed. Shows observations
// "subclass-accuracy". GUI thread only.
#pragma once

#include "widgets/step_view.h"

#include <QColor>
#include <QRectF>

#include <string>

namespace grokking {

class SubclassAccuracyView : public StepView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SubclassAccuracyView)

public:
    explicit SubclassAccuracyView(QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("subclass-accuracy"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString readout() const override;
    // Returns the subclasses' names with their marks, and what StepView adds.
    [[nodiscard]] QStringList labels() const override;
    [[nodiscard]] QString csv() const override { return csvSource()(); }
    [[nodiscard]] TextSource csvSource() const override;

    // Returns the accuracies of all subclasses at one of steps(), or nothing for a bad index.
    [[nodiscard]] std::span<const double> row(std::size_t index) const;
    // Returns where the strip of a subclass is, in pixels of plot().
    [[nodiscard]] QRectF stripRect(std::size_t group) const;
    [[nodiscard]] bool drawsOverlays() const override { return false; }

protected:
    void clearRun() override;
    void takeSamples(std::span<const Sampled>) override {}
    void takeObservations(std::span<const Observed> observations) override;
    void takeOverlays() override {} // strips of several runs cannot be told apart
    void fitValueAxis() override;
    void restyle(const ThemeColors& colors) override;

private:
    [[nodiscard]] std::size_t groupCount() const { return m_names.size(); }
    // Returns the place of a subclass in the grouping of the run; nullopt if it is not there.
    [[nodiscard]] std::optional<std::size_t> placeInGrouping(std::size_t group) const;
    [[nodiscard]] bool isSubsampled(std::size_t group) const;
    [[nodiscard]] QString nameText(std::size_t group) const;
    // Returns the mark before the name of a subclass; none if it is not subsampled.
    [[nodiscard]] QString markText(std::size_t group) const;
    // Returns whether strips are high enough for a line of text each.
    [[nodiscard]] bool hasRoomForText() const;
    void takeNames(const std::vector<std::string>& names);

    [[nodiscard]] QColor tintOf(double accuracy) const;
    void paintStrips(QCPPainter& painter) const;
    // Paints the accuracies of one observation from left to right, in pixels.
    void paintColumn(QCPPainter& painter, double left, double right,
                     std::span<const double> values) const;
    void paintNames(QCPPainter& painter) const;
    void paintScale(QCPPainter& painter) const;
    void paintName(QCPPainter& painter, std::size_t group, const QRectF& place) const;
    void paintValues(QCPPainter& painter) const;

    std::vector<std::string> m_names;
    std::vector<std::size_t> m_order; // groups from top to bottom, the subsampled ones last
    std::size_t m_regular = 0;        // how many of them are not subsampled
    std::vector<double> m_values;     // (steps, groups)
};

} // namespace grokking
