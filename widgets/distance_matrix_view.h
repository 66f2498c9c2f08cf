// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How far the centroids of the subclasses of a data set lie apart, as a heat map. Does not change
// while a run goes on. GUI thread only.
#pragma once

#include "widgets/data_scene.h"
#include "widgets/run_view.h"

namespace grokking {

struct HeatMap;

class DistanceMatrixView : public RunView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DistanceMatrixView)

public:
    explicit DistanceMatrixView(QWidget* parent = nullptr);
    ~DistanceMatrixView() override;

    [[nodiscard]] QString id() const override { return QStringLiteral("distances"); }
    [[nodiscard]] QString title() const override;
    // Returns the smallest distances within and between classes.
    [[nodiscard]] QString readout() const override;
    [[nodiscard]] QStringList labels() const override;
    [[nodiscard]] QString csv() const override;

    // Returns what is painted: values in texts, the largest distance has share 1.
    [[nodiscard]] const HeatMap& map() const { return *m_map; }

public slots:
    // Shows the distances of another data set.
    void showScene(const grokking::DataScene& scene);

protected:
    void clearRun() override {}
    void takeSamples(std::span<const Sampled>) override {}
    void takeOverlays() override {}
    void rescale() override {}
    void fitAxes() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] std::optional<std::int64_t> stepAt(const QPointF&) const override { return {}; }
    [[nodiscard]] bool hasData() const override { return !m_scene.grouping.names.empty(); }
    [[nodiscard]] bool pointsAtSteps() const override { return false; }

private:
    void showCell(const QPointF& pixel, const QPoint& global);
    [[nodiscard]] QString cellText(std::size_t cell) const;

    DataScene m_scene;
    double m_largest = 0.0;
    std::unique_ptr<HeatMap> m_map;
};

} // namespace grokking
