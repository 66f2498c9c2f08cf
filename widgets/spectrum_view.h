// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The view of all observations of named numbers whose names have an order, such as frequencies: a
// map of step and name, whatever the metric. The strongest names stand at its right end as they
// emerge. GUI thread only.
#pragma once

#include "core/events/observation_series.h"
#include "widgets/color_scale.h"
#include "widgets/metric_look.h"
#include "widgets/step_view.h"

namespace grokking {

class SpectrumView : public StepView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SpectrumView)

public:
    // `nameAxis` says what the names are: "Frequency".
    SpectrumView(MetricLook look, QString nameAxis, ZeroScale::Kind scale,
                 QWidget* parent = nullptr);

    // Returns the metric's id.
    [[nodiscard]] QString id() const override { return m_look.id; }
    [[nodiscard]] QString title() const override { return m_look.title; }
    // Returns the five largest values at the cursor with their names.
    [[nodiscard]] QString readout() const override;
    // Returns the names written at the right end, and what StepView adds.
    [[nodiscard]] QStringList labels() const override;
    [[nodiscard]] QString csv() const override { return csvSource()(); }
    [[nodiscard]] TextSource csvSource() const override;

    // Returns the values at one of steps(), in order of the names.
    [[nodiscard]] std::span<const double> row(std::size_t index) const
    {
        return m_series.row(index);
    }
    // Returns the names that are far above the others at the cursor, the strongest first; few.
    [[nodiscard]] std::vector<std::size_t> strongest() const;
    // Returns the color painted at a pixel of plot() that lies inside its axes; invalid where
    // there is none.
    [[nodiscard]] QColor colorAt(const QPointF& pixel) const;
    [[nodiscard]] bool drawsOverlays() const override { return false; }

protected:
    void clearRun() override;
    void takeSamples(std::span<const Sampled>) override {}
    void takeObservations(std::span<const Observed> observations) override;
    void takeOverlays() override {} // maps of several runs would cover each other
    void fitValueAxis() override;
    void restyle(const ThemeColors& colors) override;

private:
    [[nodiscard]] const std::vector<std::string>& names() const { return m_series.names(); }
    [[nodiscard]] QString name(std::size_t place) const;
    // Returns the places of all names at the cursor, the largest value first.
    [[nodiscard]] std::vector<std::size_t> ranked() const;
    [[nodiscard]] QColor colorOf(double value) const;
    void showCell(const QPointF& pixel, const QPoint& global) const;
    [[nodiscard]] std::optional<std::size_t> nameAt(const QPointF& pixel) const;
    void paintMap(QCPPainter& painter) const;
    void paintScale(QCPPainter& painter) const;
    void paintStrongest(QCPPainter& painter) const;

    MetricLook m_look;
    QString m_nameAxis;
    std::string m_id;
    HeatScale m_scale;
    ObservationSeries m_series;
    int m_nameRoom = 0; // pixels right of the plot, for the names
};

} // namespace grokking
