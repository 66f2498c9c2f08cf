// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A data set in a plane: centroids large, samples small, subclasses by shape, classes by color,
// removed subclasses hollow, training samples filled and test samples outlined. Samples that the
// run mistakes at the cursor are crossed out. A click picks a sample. GUI thread only.
#pragma once

#include "widgets/data_scene.h"
#include "widgets/prediction_history.h"
#include "widgets/run_view.h"

class QCPPainter;

namespace grokking {

class PlaneControls;

class GeometryView : public RunView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GeometryView)

public:
    explicit GeometryView(QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("geometry"); }
    [[nodiscard]] QString title() const override;
    // Returns how many of the samples are mistaken at the cursor.
    [[nodiscard]] QString readout() const override;
    // Returns the subclasses' names, removed ones with a note.
    [[nodiscard]] QStringList labels() const override;
    // Returns where centroids and samples are, and what the latter are taken for at the cursor.
    [[nodiscard]] QString csv() const override;

    [[nodiscard]] const DataScene& scene() const { return m_scene; }
    // Returns whether the run takes a sample for another class at the cursor; false if unknown.
    [[nodiscard]] bool isMistaken(std::size_t sample) const;
    // Return where the mark is, in pixels of plot().
    [[nodiscard]] QPointF samplePixel(std::size_t sample) const;
    [[nodiscard]] QPointF centroidPixel(std::size_t group) const;
    // Returns what the mouse over this pixel says: subclass and distance; empty beside all marks.
    [[nodiscard]] QString textAt(const QPointF& pixel) const;

public slots:
    // Shows another data set, or another plane through it.
    void showScene(const grokking::DataScene& scene);
    // Rings a sample; nullopt none. Emits nothing.
    void selectSample(std::optional<std::size_t> sample);

signals:
    // Another plane is wanted.
    void planeChosen(const grokking::PlaneChoice& plane);
    void sampleChosen(std::size_t sample);

protected:
    void clearRun() override;
    void takeSamples(std::span<const Sampled>) override {}
    void takeObservations(std::span<const Observed> observations) override;
    void takeOverlays() override {}
    void rescale() override {}
    void fitAxes() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] std::optional<std::int64_t> stepAt(const QPointF&) const override { return {}; }
    [[nodiscard]] bool hasData() const override { return !m_scene.grouping.names.empty(); }
    [[nodiscard]] bool pointsAtSteps() const override { return false; }
    void keyPressEvent(QKeyEvent* event) override;

private:
    void connectPlot();
    // Writes what the axes are, in short where there is little room.
    void labelAxes();
    void click(const QPointF& pixel);
    void choose(std::size_t sample);
    [[nodiscard]] bool isShown(std::size_t sample) const;
    // Returns what a sample is taken for at the cursor; nullopt if unknown.
    [[nodiscard]] std::optional<PredictionHistory::Prediction>
    predictionAt(std::size_t sample) const;
    [[nodiscard]] std::optional<std::size_t> sampleAt(const QPointF& pixel) const;
    [[nodiscard]] std::optional<std::size_t> centroidAt(const QPointF& pixel) const;
    [[nodiscard]] QString centroidText(std::size_t group) const;
    [[nodiscard]] QString sampleText(std::size_t sample) const;
    [[nodiscard]] QPointF pixel(const QPointF& position) const;

    [[nodiscard]] double markRadius() const; // of samples, in pixels
    [[nodiscard]] double centroidRadius() const;
    void addPaintings();
    void paintSamples(QCPPainter& painter) const;
    void paintCentroids(QCPPainter& painter) const;
    void paintNames(QCPPainter& painter) const;
    void paintMistakes(QCPPainter& painter) const;

    DataScene m_scene;
    PredictionHistory m_predictions;
    PlaneControls* m_controls;
    std::optional<std::size_t> m_selected;
    QPointF m_pressed; // where the mouse went down
};

} // namespace grokking
