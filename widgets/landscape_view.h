// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Two parameters of a model as a plane: error, complexity or what training minimizes as colors with
// contour lines, cut into LEHC, LELC and the others, with the path of the run over it; or from
// which starts training groks, and how late. A click beside the path, a drag of a pin and the arrow
// keys (Shift: finer) set the start of the next run. GUI thread only.
#pragma once

#include "core/events/landscape.h"
#include "widgets/landscape_scale.h"
#include "widgets/landscape_scene.h"
#include "widgets/plane_path.h"
#include "widgets/run_view.h"

#include <QImage>
#include <QPen>
#include <QPolygonF>

class QCPPainter;

namespace grokking {

class LandscapeControls;
struct MarkRoom;

class LandscapeView : public RunView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LandscapeView)

public:
    explicit LandscapeView(QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("landscape"); }
    [[nodiscard]] QString title() const override;
    // Returns where the run is at the cursor; without a path where the start is.
    [[nodiscard]] QString readout() const override;
    // Returns what is drawn, pins, marks of the path and regions; of a basin what it came to.
    [[nodiscard]] QStringList labels() const override;
    // Returns what is drawn, place by place.
    [[nodiscard]] QString csv() const override;

    [[nodiscard]] LandscapeLayer layer() const;
    [[nodiscard]] const PlanePath& path() const { return m_path; }
    // Returns all parameters of the run at the cursor, or the latest; empty if they are not known.
    [[nodiscard]] std::vector<double> parametersAtCursor() const;
    // Returns the pixel of the plot of a place of the plane, and the place at a pixel.
    [[nodiscard]] QPointF pixelOf(const QPointF& place) const;
    [[nodiscard]] QPointF placeAt(const QPointF& pixel) const;
    // Returns what the mouse over this pixel says; empty outside.
    [[nodiscard]] QString textAt(const QPointF& pixel) const;
    // Returns the color painted at a place; invalid where nothing is known.
    [[nodiscard]] QColor colorAt(const QPointF& place) const;

public slots:
    // Takes another plane: what was drawn over the one before is gone if its axes are others.
    void showScene(const grokking::LandscapeScene& scene);
    // Draws this, on a finer grid perhaps than the one before.
    void showLandscape(const grokking::Landscape& landscape);
    // Draws what is known of the basin; one without cells is none.
    void showBasin(const grokking::Basin& basin);
    // Says how far its computation is.
    void showBasinStatus(const grokking::BasinStatus& status);
    // Says where the landscape cuts through the other parameters; empty: there are none.
    void showSlice(const QString& slice);
    // Cuts the plane by these lines instead of those of the summary.
    void showLines(const std::optional<grokking::RegionLines>& lines);
    void chooseLayer(grokking::LandscapeLayer layer);

signals:
    // The next run is to start here. Those until startSettled() are one change.
    void startChosen(const QPointF& place);
    void startSettled();
    // The click that chose the last start was half of a double-click.
    void startTakenBack();
    void planeChosen(int across, int up);
    void othersChosen(grokking::OtherParameters others);
    void basinRequested(int side);
    void basinStopRequested();

protected:
    void clearRun() override;
    void takeSamples(std::span<const Sampled> samples) override;
    void takeSummary() override { updateRegions(); }
    void takeObservations(std::span<const Observed> observations) override;
    void takeOverlays() override;
    void rescale() override {} // the plane has no step axis
    void fitAxes() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] std::optional<std::int64_t> stepAt(const QPointF& pixel) const override;
    [[nodiscard]] bool hasData() const override { return !m_landscape.error.empty(); }
    [[nodiscard]] Qt::CursorShape shapeAt(const QPointF& pixel) const override;
    [[nodiscard]] bool beginDrag(const QPointF& pixel) override;
    void dragTo(const QPointF& pixel) override;
    void endDrag() override;
    [[nodiscard]] bool takeDoubleClick(const QPointF& pixel) override;
    [[nodiscard]] bool takesKey(const QKeyEvent& key) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    // A pin that is taken along by the mouse.
    struct Drag {
        QPointF place;
        QPointF pressed; // pixel
        bool hasMoved = false;
    };
    enum class PinLook { Known, Chosen };
    // A part of the plane between the region lines.
    struct Region {
        QString name;
        bool isGeneralized = false;
        QPointF place;     // where there is most room for the name
        double room = 0.0; // around it, in places of the grid
    };

    void connectControls();
    void addPaintings();
    [[nodiscard]] QString axisName(int axis) const { return m_scene.axes.value(axis); }
    [[nodiscard]] const std::vector<double>& values() const;
    // Returns one of the values of the landscape at a place; NaN outside.
    [[nodiscard]] double valueAt(const std::vector<double>& values, const QPointF& place) const;
    [[nodiscard]] QString layerName() const;
    [[nodiscard]] QString placeText(const QPointF& place) const;
    [[nodiscard]] QString valuesText(const QPointF& place) const;
    [[nodiscard]] QString cellText(const QPointF& place) const;
    [[nodiscard]] std::optional<std::size_t> cellAt(const QPointF& place) const;
    [[nodiscard]] std::optional<RegionLines> lines() const;
    [[nodiscard]] QStringList basinTexts() const;
    [[nodiscard]] QString basinStatusText() const;
    // Returns what stands below the name of what is drawn: the slice, or how far the basin is.
    [[nodiscard]] QString caption() const;
    void rebuildPaths();
    void appendPath(PlanePath& path, const ObservationSeries& series, std::size_t first) const;
    void updatePicture();
    [[nodiscard]] QColor shareColor(double share) const;
    [[nodiscard]] QColor gapColor(double share) const;
    [[nodiscard]] QColor cellColor(const BasinCell& cell) const;
    void updateRegions();
    void click(const QPointF& pixel);
    void setStart(const QPointF& place);
    [[nodiscard]] QPointF rounded(const QPointF& place) const;
    [[nodiscard]] QPointF clamped(const QPointF& pixel) const;
    [[nodiscard]] std::optional<QPointF> pinAt(const QPointF& pixel) const;
    [[nodiscard]] std::optional<QPointF> start() const;

    [[nodiscard]] QPointF pathPixel(const PathPoint& point) const;
    [[nodiscard]] std::vector<PathMark> landmarks() const;
    [[nodiscard]] QList<QLineF> contourPixels(std::span<const double> values, double level) const;
    void paintGround(QCPPainter& painter) const;
    void paintHeat(QCPPainter& painter) const;
    void paintContours(QCPPainter& painter) const;
    void paintBoundaries(QCPPainter& painter) const;
    void paintBasin(QCPPainter& painter) const;
    void paintPath(QCPPainter& painter) const;
    void paintMarks(QCPPainter& painter) const;
    void paintRegionNames(QCPPainter& painter, MarkRoom& room) const;
    void paintPins(QCPPainter& painter) const;
    void paintPin(QCPPainter& painter, const QPointF& place, const QString& letter,
                  PinLook look) const;
    void paintScale(QCPPainter& painter) const;
    void paintHead(QCPPainter& painter) const;
    [[nodiscard]] double paintLegend(QCPPainter& painter, double left, double right,
                                     double bottom) const;
    void paintStart(QCPPainter& painter) const;

    // Other runs.
    void updateMargins();
    [[nodiscard]] int scaleRoom() const;
    [[nodiscard]] int legendRoom() const;
    [[nodiscard]] QString overlayText(std::size_t number) const;
    [[nodiscard]] QPen overlayPen(std::size_t number) const;
    [[nodiscard]] std::vector<PathMark> overlayMarks() const;
    void paintOverlays(QCPPainter& painter) const;
    void paintOverlayNames(QCPPainter& painter, MarkRoom& room,
                           const std::vector<PathMark>& marks) const;
    void paintRunLegend(QCPPainter& painter) const;
    [[nodiscard]] std::vector<PathMark> markKey() const;
    void paintMarkKey(QCPPainter& painter, const QPointF& left) const;

    LandscapeControls* m_controls;
    LandscapeScene m_scene;
    Landscape m_landscape;
    Basin m_basin;
    LandscapeScale m_scale; // of the values drawn
    LandscapeScale m_gaps;  // of the basin
    BasinStatus m_basinStatus;
    QString m_slice;
    QImage m_picture; // a pixel for each place, the highest row first
    std::vector<Region> m_regions;
    double m_groundVersion = 0.0;       // changes with all that paintGround() paints
    std::optional<RegionLines> m_lines; // chosen
    ObservationSeries m_series;         // the parameters of the run
    PlanePath m_path;                   // complexity is across, error is up
    bool m_hasSamples = false;
    std::vector<PlanePath> m_overlayPaths;
    std::optional<Drag> m_drag;
    QPointF m_pressed;      // where the mouse went down
    bool m_clicked = false; // the last start came from a click
};

} // namespace grokking
