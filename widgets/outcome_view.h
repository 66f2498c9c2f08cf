// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What many runs came to against a setting that differs among them: one curve for those that are
// otherwise alike; or single runs as points. It has no steps, and nothing of the run on other
// views. GUI thread only.
#pragma once

#include "widgets/outcome_choice.h"
#include "widgets/run_view.h"
#include "widgets/zero_scale.h"

#include <cstddef>
#include <vector>

class QCPPainter;

namespace grokking {

class OutcomeControls;

struct OutcomePoint {
    double setting = 0.0;
    double value = 0.0;
    bool isReached = true; // else it would have been larger than this; drawn hollow
};

struct OutcomeCurve {
    QString name;
    std::vector<OutcomePoint> points; // in order of settings
};

// The middle and the quartiles of what all curves have at one setting.
struct OutcomeBar {
    OutcomePoint low;
    OutcomePoint middle;
    OutcomePoint high;
};

// A line through the logarithms of all values: ln value = slope setting + intercept.
struct OutcomeLine {
    double slope = 0.0;
    double intercept = 0.0;
};

struct OutcomePicture {
    enum class Join { Lines, None };

    QString setting; // name and unit
    QString outcome; // likewise
    ZeroScale::Kind scale = ZeroScale::Kind::Linear;
    std::vector<OutcomeCurve> curves;
    Join join = Join::Lines;           // whether the points of a curve are joined
    std::vector<OutcomeBar> bars = {}; // between the points, which stand side by side then
    std::optional<OutcomeLine> line = {};
    QStringList notes = {}; // above the plot
};

class OutcomeView : public RunView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutcomeView)

public:
    explicit OutcomeView(QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("outcomes"); }
    [[nodiscard]] QString title() const override;
    // Returns whose outcomes these are: there is no cursor.
    [[nodiscard]] QString readout() const override { return m_source; }
    [[nodiscard]] qsizetype mainReadoutPart() const override { return 0; }
    [[nodiscard]] bool drawsOverlays() const override { return false; }
    // Returns the names of the curves, and the notes.
    [[nodiscard]] QStringList labels() const override;
    // Returns one line per point.
    [[nodiscard]] QString csv() const override;

public slots:
    // Shows these curves instead of those before.
    void showPicture(const grokking::OutcomePicture& picture);
    // Says something in their place.
    void showMessage(const QString& message);
    // Says whose outcomes these are, and lets the user choose among them. Without it there is
    // nothing to choose.
    void showOffer(const QString& source, const grokking::OutcomeOffer& offer);
    // Takes over what is not of one run.
    void setExportInfo(const grokking::ExportInfo& info) override;

signals:
    // Another picture is wanted.
    void chosen(const grokking::OutcomeChoice& choice);

protected:
    void clearRun() override {}
    void takeSamples(std::span<const Sampled>) override {}
    void takeOverlays() override {}
    void rescale() override {}
    void fitAxes() override;
    void restyle(const ThemeColors& colors) override;
    [[nodiscard]] std::optional<std::int64_t> stepAt(const QPointF&) const override { return {}; }
    [[nodiscard]] bool hasData() const override { return !m_picture.curves.empty(); }
    [[nodiscard]] bool pointsAtSteps() const override { return false; }

private:
    [[nodiscard]] QPointF pixelOf(const OutcomePoint& point) const;
    // Returns how far the points of a curve stand beside their setting, in pixels.
    [[nodiscard]] double shiftOf(std::size_t curve) const;
    [[nodiscard]] bool hasUnreached() const;
    void paintCurve(QCPPainter& painter, std::size_t number) const;
    void paintNames(QCPPainter& painter) const;
    void paintLegend(QCPPainter& painter) const;
    void paintLine(QCPPainter& painter) const;
    void paintBar(QCPPainter& painter, const OutcomeBar& bar) const;
    void paintNotes(QCPPainter& painter) const;

    OutcomeControls* m_controls;
    QString m_source;
    OutcomePicture m_picture;
    ZeroScale m_scale{ZeroScale::Kind::Linear}; // of the outcome
};

} // namespace grokking
