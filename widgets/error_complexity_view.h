// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The path of a run through the error-complexity plane, colored by log step, with start, end, t1
// and t2, and the lines that cut the plane into memorized (LEHC), generalized (LELC), HEHC and
// HELC, with the share of steps in each. The lines can be dragged, or set in the menu. Log axes
// where all values are positive or zero, else linear. Other measures can stand on the axes, so that
// unlike learners share the plane; the lines are those of the learner's own. GUI thread only.
#pragma once

#include "widgets/plane_axes.h"
#include "widgets/run_view.h"
#include "widgets/zero_scale.h"

#include <QColor>
#include <QPolygonF>
#include <QRectF>

class QCPPainter;
class QFontMetricsF;

namespace grokking {

class PlaneAxesActions;

// How the plane is cut, and what lies where.
struct PlaneRegions {
    RegionLines lines;
    std::optional<RegionShares> shares; // of the current run; none before it has a length
    bool isChosen = false;              // by the user, not computed

    bool operator==(const PlaneRegions&) const = default;
};

class ErrorComplexityView : public RunView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ErrorComplexityView)

public:
    explicit ErrorComplexityView(QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("error-complexity"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString readout() const override;
    [[nodiscard]] QStringList labels() const override;
    [[nodiscard]] QString csv() const override { return csvSource()(); }
    [[nodiscard]] TextSource csvSource() const override;

    // Returns the path of the current run by its learner's own axes, which the lines go by.
    [[nodiscard]] const PlanePath& path() const { return m_run.ownPath(); }
    // Returns its path as it is drawn.
    [[nodiscard]] const PlanePath& shownPath() const { return m_run.path(); }
    [[nodiscard]] const PlaneAxes& axes() const;
    // Returns the lines in force: those shown last, else those of the summary. None on other axes
    // than the learner's own.
    [[nodiscard]] std::optional<RegionLines> lines() const;
    [[nodiscard]] const std::optional<PlaneRegions>& shownRegions() const { return m_regions; }
    // Returns the pixel of the plot at which the lines cross; there must be lines.
    [[nodiscard]] QPointF crossing() const;

    // Adds fields for the lines, too.
    void fillMenu(QMenu& menu) override;

public slots:
    // Offers metrics for the complexity axis.
    void setMeasures(const std::vector<grokking::PlaneMeasure>& measures);
    // Draws the plane with these axes. Emits axesChanged().
    void setAxes(const grokking::PlaneAxes& axes);
    // Cuts the plane by these lines, and shows the shares. Emits nothing.
    void showRegions(const std::optional<grokking::PlaneRegions>& regions);

signals:
    void axesChanged(const grokking::PlaneAxes& axes);
    // The user moved a line; the receiver answers with showRegions().
    void linesChosen(const grokking::RegionLines& lines);
    // The plane is cut by other lines now, or by none.
    void linesShown(const std::optional<grokking::RegionLines>& lines);
    // The computed lines are wanted again.
    void linesReset();

protected:
    void clearRun() override;
    void takeSamples(std::span<const Sampled> samples) override;
    void takeObservations(std::span<const Observed> observations) override;
    void takeOverlays() override;
    void rescale() override {} // the plane has no step axis
    void fitAxes() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] std::optional<std::int64_t> stepAt(const QPointF& pixel) const override;
    [[nodiscard]] bool hasData() const override { return !shownPath().points().empty(); }
    [[nodiscard]] Qt::CursorShape shapeAt(const QPointF& pixel) const override;
    [[nodiscard]] bool beginDrag(const QPointF& pixel) override;
    void dragTo(const QPointF& pixel) override;
    void endDrag() override;
    [[nodiscard]] bool takeDoubleClick(const QPointF& pixel) override;

private:
    // A part of the plot between the region lines, in pixels.
    struct Region {
        QRectF rect;
        PlaneRegion of;
    };

    // The lines near a place.
    struct Grip {
        bool error = false;
        bool complexity = false;

        [[nodiscard]] bool isAny() const { return error || complexity; }
    };
    [[nodiscard]] Grip gripAt(const QPointF& pixel) const;
    void addLineField(QMenu& menu, const QString& title, double RegionLines::*line);
    [[nodiscard]] QString shareText(const PlaneRegion& region) const;

    void addPaintings();
    [[nodiscard]] QPointF pixel(const PathPoint& point) const;
    [[nodiscard]] std::vector<Region> regions() const;
    // The name of a region that fits into it, and where; no text if none does.
    struct RegionName {
        QString text;
        QRectF place;
    };
    [[nodiscard]] RegionName nameOf(const Region& region, const QFontMetricsF& metrics,
                                    const QPolygonF& path) const;
    // Returns the first of these texts that fits off the path, in the wanted corner if it can be.
    [[nodiscard]] static RegionName nameIn(const QRectF& inside, const QStringList& texts,
                                           Qt::Corner corner, const QFontMetricsF& metrics,
                                           const QPolygonF& path);
    // Returns where it is said why there are no regions on these axes.
    [[nodiscard]] RegionName noteOf(const QFontMetricsF& metrics, const QPolygonF& path) const;
    [[nodiscard]] QPolygonF pathPixels() const;
    // Returns the lines between the regions, as far as they are in the plot.
    [[nodiscard]] std::vector<QLineF> cuts() const;
    [[nodiscard]] QPolygonF pixelLine(const PlanePath& path) const;
    [[nodiscard]] std::vector<PathMark> landmarks() const;
    [[nodiscard]] std::vector<PathMark> overlayEnds() const;

    void paintRegions(QCPPainter& painter) const;
    void paintLines(QCPPainter& painter) const;
    void paintOverlays(QCPPainter& painter) const;
    void paintPath(QCPPainter& painter) const;
    void paintStepScale(QCPPainter& painter) const;
    void paintLandmarks(QCPPainter& painter) const;
    void paintCursor(QCPPainter& painter) const;

    // The extent of some points; everything is placed when drawn.
    struct Scales {
        ZeroScale complexity{ZeroScale::Kind::Logarithmic};
        ZeroScale error{ZeroScale::Kind::Logarithmic};

        void include(const PathPoint& point);
        void include(const Scales& other);
    };
    // Another run, read as far as its history went at the last look.
    struct OverlayPath {
        std::shared_ptr<const RunHistory> history;
        PlaneReader reader;
        Scales scales;
        std::size_t scaled = 0; // points that the scales include
    };
    [[nodiscard]] OverlayPath takeKnownPath(const std::shared_ptr<const RunHistory>& history);
    void readOn(OverlayPath& overlay) const;
    void collectScales();
    // Begins all paths anew, by other axes.
    void readAnew();
    // Whether a run on the view has recorded a measure.
    [[nodiscard]] bool isRecorded(const QString& measure) const;
    // Return what the readout calls the coordinates.
    [[nodiscard]] QString complexityName() const;
    [[nodiscard]] QString errorName() const;
    // Return the axes' names, from long to short: where unlike learners each have their own, that.
    [[nodiscard]] QStringList complexityLabels() const;
    [[nodiscard]] QStringList errorLabels() const;
    [[nodiscard]] bool isShared(std::string RunStarted::*label) const;
    // Returns why there are no regions, from long to short; none where they belong.
    [[nodiscard]] QStringList axesNotes() const;

    PlaneAxesActions* m_axes;
    PlaneRun m_run;
    std::optional<PlaneRegions> m_regions;
    Grip m_dragged;
    Scales m_ownScales;
    std::size_t m_scaled = 0; // points of the current run that they include
    std::vector<OverlayPath> m_overlayPaths;
    double m_overlayVersion = 0.0; // changes with the paths
    ZeroScale m_complexity{ZeroScale::Kind::Logarithmic};
    ZeroScale m_error{ZeroScale::Kind::Logarithmic};
};

} // namespace grokking
