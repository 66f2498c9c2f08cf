// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One plot of a run. All views take the same plain values, live or stored, and answer with the
// step under the mouse; they know nothing of where values come from. Hovering and clicking move
// the cursor (Shift: the second one), drag pans, Shift-drag and the wheel zoom, and so do keys
// (zoom_menu.h); double-click and context menu, which also has the view's actions(), are the
// container's. GUI thread only.
#pragma once

#include "core/events/run_history.h"
#include "widgets/export_metadata.h"
#include "widgets/step_cursor.h"

#include <QHash>
#include <QPointer>
#include <QStringList>
#include <QWidget>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

class QAbstractItemModel;
class QCPAxis;
class QCustomPlot;
class QLabel;
class QMenu;

namespace grokking {

class ReplotTurns;
struct PictureText;
struct ThemeColors;

enum class StepScale { Logarithmic, Linear };

// Another run drawn behind the current one. A history may grow; call setOverlays() again then.
struct RunOverlay {
    QString title;
    std::shared_ptr<const RunHistory> history;
    RunSummary summary;
    QString group = {};   // the same for all seeds of a spec
    bool isShown = false; // it is the current run, told for its group
};

class RunView : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunView)

public:
    explicit RunView(QWidget* parent = nullptr);
    ~RunView() override;

    // Takes turns with other views from now on; `turns` is borrowed and may go before the view.
    // Without them the view redraws in the next pass of the event loop.
    void setTurns(ReplotTurns* turns);

    // Returns the name under which the view is remembered: kebab-case, unique in a grid, never
    // changed once released.
    [[nodiscard]] virtual QString id() const = 0;

    [[nodiscard]] virtual QString title() const = 0;

    // Returns the values at the cursor, or the latest ones without a cursor, in one line:
    // "step 12,300 · train 1 · test 0.939". Empty before the first value.
    [[nodiscard]] virtual QString readout() const = 0;

    // Returns which part of the readout, between its dots, stays where there is room for one: the
    // first after the step.
    [[nodiscard]] virtual qsizetype mainReadoutPart() const { return 1; }

    // Returns the texts written into the plot (ends of curves, t1, t2, changes); they also
    // describe the picture to a screen reader.
    [[nodiscard]] virtual QStringList labels() const = 0;

    // Returns the values of the current run as CSV with a header line, all digits.
    [[nodiscard]] virtual QString csv() const = 0;

    // Returns what makes the text of csv() from a copy of the values as they are now: for another
    // thread where there may be many of them.
    using TextSource = std::function<QString()>;
    [[nodiscard]] virtual TextSource csvSource() const;

    // Returns what writes the values as CSV, after comment lines, with what setExportInfo() told.
    // Any thread may call it. Fails (FileAccess) on an unwritable file.
    using Writer = std::function<Status()>;
    [[nodiscard]] Writer csvWriter(const QString& path) const;

    // Writes the picture (.png, .pdf, .svg; light colors, with the cursor if it is pinned) or the
    // values
    // (.csv) as the suffix says, with what setExportInfo() told. Fails (Usage) on another suffix
    // and (FileAccess) on an unwritable file.
    [[nodiscard]] Status exportTo(const QString& path);
    // Returns a file name without suffix for it.
    [[nodiscard]] QString exportName() const;

    // Returns whether other runs are drawn behind the current one. If not they do not fill it.
    [[nodiscard]] virtual bool drawsOverlays() const { return true; }

    // Returns whether there is nothing to show, so that the hint of the empty state is.
    [[nodiscard]] bool isEmpty() const;

    [[nodiscard]] QCustomPlot* plot() const { return m_plot; }
    [[nodiscard]] StepScale stepScale() const { return m_stepScale; }
    [[nodiscard]] const CursorMarks& cursor() const { return m_cursor; }
    [[nodiscard]] std::optional<std::int64_t> cursorStep() const { return m_cursor.step; }

    // Returns whether there is something to zoom into.
    [[nodiscard]] bool canZoom() const;

    // Tells the view of a double-click at a pixel of the plot. Returns whether that was all; else
    // the click before it is undone, and the container may act.
    [[nodiscard]] bool doubleClick(const QPointF& pixel);

    // Adds what can be done with the picture: copy, save, and what a concrete view has of its own.
    virtual void fillMenu(QMenu& menu);

public slots:
    // Draws everything as it is now; its turn has come.
    void redraw();
    // Begins a run: clears everything but the overlays. A first step > 0 (a resumed run) keeps
    // what came before.
    void startRun(const grokking::RunStarted& started);
    // Appends samples; steps do not decrease.
    void showSamples(std::span<const grokking::Sampled> samples);
    // Appends observations; a view ignores those it does not show.
    void showObservations(std::span<const grokking::Observed> observations);
    // Says that a run is about to show its first sample, or not any more.
    void setAwaited(bool awaited);
    // Marks t1, t2 and what else detection found; replaces the marks before.
    void showSummary(const grokking::RunSummary& summary);
    // Marks a setting changed while the run went on.
    void showChange(const grokking::ParameterChanged& change);
    // Draws other runs behind the current one; replaces the overlays before. The current run may be
    // among them, for views that draw its group.
    void setOverlays(const std::vector<grokking::RunOverlay>& overlays);
    void setStepScale(grokking::StepScale scale);
    // Says what run is shown, for the metadata of exported files.
    virtual void setExportInfo(const grokking::ExportInfo& info);
    // Sets how large pictures get.
    void setPictureSize(const grokking::PictureSize& size);
    // Move the shared cursor. Emit nothing.
    void setCursorMarks(const grokking::CursorMarks& marks);
    void setCursorStep(std::optional<std::int64_t> step) { setCursorMarks({.step = step}); }
    // Shows everything again and follows the run.
    virtual void resetZoom();
    // Zoom about zoomCenter(), > 1 closer, and move what is shown by shares of its extent.
    void zoomBy(double factor);
    void panBy(double right, double up);
    // Put the picture, in light colors, or the values as CSV onto the clipboard.
    void copyPicture();
    void copyValues();

signals:
    // The mouse moved to another evaluated step, or left the plot; not while the cursor is pinned.
    void cursorStepChanged(std::optional<std::int64_t> step);
    // An evaluated step was clicked, without and with Shift.
    void cursorToggled(std::int64_t step);
    void referenceToggled(std::int64_t step);
    // A key asks for the evaluation so many further on.
    void cursorMoved(int evaluations);
    void readoutChanged(const QString& readout);
    // "Save picture..." was chosen: the receiver asks for a file and calls exportTo().
    void saveRequested();

protected:
    // What a concrete view does with each input. The base class keeps no samples.
    virtual void clearRun() = 0;
    virtual void takeSamples(std::span<const Sampled> samples) = 0;
    virtual void takeObservations(std::span<const Observed>) {}
    virtual void takeSummary() {}
    virtual void takeOverlays() = 0;
    // Takes over stepScale().
    virtual void rescale() = 0;
    // Makes the axes show everything.
    virtual void fitAxes() = 0;
    // Sets colors, and margins that depend on the font, of everything the view itself draws.
    virtual void restyle(const ThemeColors& colors) = 0;
    // Adapts to a cursor that has moved, before its layer is painted anew.
    virtual void moveToCursor() {}
    // Returns the evaluated step nearest to a pixel of the plot.
    [[nodiscard]] virtual std::optional<std::int64_t> stepAt(const QPointF& pixel) const = 0;
    [[nodiscard]] virtual bool hasData() const = 0;
    // Returns the size of its pictures where one of this size is wanted.
    [[nodiscard]] virtual QSize pictureSize(const QSize& wanted) const { return wanted; }
    // Returns a table that is shown in the plot's place, or nullptr.
    [[nodiscard]] virtual const QAbstractItemModel* shownTable() const { return nullptr; }
    // Returns whether the mouse over the plot moves the shared cursor.
    [[nodiscard]] virtual bool pointsAtSteps() const { return true; }

    // Returns the pixel of the plot that keeps its place when keys zoom.
    [[nodiscard]] virtual QPointF zoomCenter() const;

    // What a concrete view lets be dragged itself. beginDrag() says whether something is there.
    [[nodiscard]] virtual Qt::CursorShape shapeAt(const QPointF&) const { return Qt::ArrowCursor; }
    [[nodiscard]] virtual bool beginDrag(const QPointF&) { return false; }
    virtual void dragTo(const QPointF&) {}
    virtual void endDrag() {}
    // Returns whether a double-click meant something in the view itself.
    [[nodiscard]] virtual bool takeDoubleClick(const QPointF&) { return false; }
    // Returns whether the view itself uses a key that may be a shortcut of the window.
    [[nodiscard]] virtual bool takesKey(const QKeyEvent& key) const;

    // Fits the axes unless the user zoomed, and redraws soon. What is hidden is redrawn when shown.
    void refresh();
    // Redraws the cursor only.
    void refreshCursor();
    // Sets what the empty state says before a run, and of one that has shown samples, but nothing
    // for this view; without the latter it says the same. While the first sample is awaited it says
    // that.
    void setEmptyText(const QString& text, const QString& missingText = {});
    // Sets what the empty state of a view says that does not depend on samples.
    void setHint(const QString& text);
    // Fits the axes, unless the user zoomed, whenever the plot has got another size, too.
    void fitToSize();
    // Names an axis by the first of these texts, from long to short, that there is room for.
    void labelAxis(QCPAxis& axis, const QStringList& texts);
    // Puts a row of controls above the plot; takes ownership.
    void addControls(QWidget* controls);

    // Returns whether the user chose the ranges of the axes.
    [[nodiscard]] bool isZoomed() const { return m_zoomed; }
    [[nodiscard]] const ThemeColors& colors() const { return *m_colors; }
    [[nodiscard]] const std::optional<RunStarted>& started() const { return m_started; }
    [[nodiscard]] const RunSummary& summary() const { return m_summary; }
    [[nodiscard]] const std::vector<ParameterChanged>& changes() const { return m_changes; }
    [[nodiscard]] const std::vector<RunOverlay>& overlays() const { return m_overlays; }
    // Returns the current run, if it was among them, and the overlays() are the others.
    [[nodiscard]] const std::optional<RunOverlay>& shownOverlay() const { return m_shownOverlay; }

    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectMouse();
    [[nodiscard]] bool canZoomAt(const QPointF& pixel) const;
    void showPart(const QRectF& part);
    void press(const QMouseEvent* mouse);
    void moveMouse(const QMouseEvent* mouse);
    void release(const QMouseEvent* mouse);
    void click(const QPointF& pixel, Qt::KeyboardModifiers modifiers);
    [[nodiscard]] std::optional<std::int64_t> stepUnder(const QPointF& pixel) const;
    void zoomInto(const QRect& box);
    void hover(const QPointF& pixel);
    void moveCursor(std::optional<std::int64_t> step);
    void applyColors(const ThemeColors& colors);
    void fitAxisLabels();
    void settle();
    void updateEmptyState();
    [[nodiscard]] QString emptyText() const;
    // Returns the whole name of the axis at a pixel if there is no room for it; else nothing.
    [[nodiscard]] QString cutNameAt(const QPointF& pixel) const;
    // Does something while the plot is drawn as it is exported: of this size, in light colors and
    // with no cursor that follows the mouse.
    template <class Work>
    auto asExported(const QSize& size, Work work);
    [[nodiscard]] PictureText pictureText() const;
    void moveCursorFor(const CursorMarks& marks);

    QCustomPlot* m_plot;
    QPointer<ReplotTurns> m_turns;
    QLabel* m_emptyLabel;
    QMenu* m_zoomMenu; // its actions are among those of the view
    QHash<QCPAxis*, QStringList> m_axisLabels;
    QString m_emptyText;
    QString m_missingText;
    QString m_hint; // if set, in place of both
    const ThemeColors* m_colors;
    std::optional<RunStarted> m_started;
    RunSummary m_summary;
    std::vector<ParameterChanged> m_changes;
    std::vector<RunOverlay> m_overlays;
    std::optional<RunOverlay> m_shownOverlay;
    StepScale m_stepScale = StepScale::Logarithmic;
    CursorMarks m_cursor;
    ExportInfo m_exportInfo;
    PictureSize m_pictureSize;
    bool m_hasSamples = false; // of the current run
    bool m_isAwaited = false;
    bool m_zoomed = false;            // the user chose the axis ranges
    std::optional<QPointF> m_pressed; // where the left button went down
    QSize m_settledSize;              // for which the ticks are chosen
    QSize m_plotSize;                 // when it was laid out last
    QSize m_fittedSize;               // of the axes' inside, when they were fitted last
    int m_fitsLeft = 0;               // until the plot changes: names of ticks move the axes
    bool m_dragsOwn = false;          // what the concrete view lets be dragged
};

} // namespace grokking
