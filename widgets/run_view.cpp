// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/run_view.h"

#include "widgets/own_keys.h"
#include "widgets/plot_export.h"
#include "widgets/plot_painting.h"
#include "widgets/replot_turns.h"
#include "widgets/table_picture.h"
#include "widgets/view_accessibility.h"
#include "widgets/zoom_menu.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace grokking {

namespace {

constexpr QSize smallestVectorPicture(480, 300); // one of many views has no room for its labels
constexpr int fitsPerChange = 2;                 // names of ticks may move the axes once

} // namespace

RunView::RunView(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)), m_emptyLabel(new QLabel(this)),
      m_zoomMenu(addZoomMenu(*this)), m_colors(&themeColors(palette()))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    setMinimumSize(160, 110);
    m_emptyLabel->setAlignment(Qt::AlignCenter);
    m_emptyLabel->setWordWrap(true);
    m_emptyLabel->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_emptyLabel->setObjectName(QStringLiteral("quiet"));
    setEmptyText(tr("Press Run to train."));
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] {
        m_emptyLabel->setGeometry(m_plot->axisRect()->rect().adjusted(8, 8, -8, -8));
    });
    connect(m_plot, &QCustomPlot::afterLayout, this, &RunView::fitAxisLabels);
    connect(m_plot, &QCustomPlot::afterLayout, this, &RunView::settle);
    preparePlot(*m_plot);
    stylePlot(*m_plot, *m_colors, font());
    connectMouse();
    installViewAccessibility();
}

RunView::~RunView()
{
    if (m_turns)
        m_turns->forget(this);
}

void RunView::setTurns(ReplotTurns* turns)
{
    m_turns = turns;
}

void RunView::setExportInfo(const ExportInfo& info)
{
    m_exportInfo = info;
}

void RunView::setPictureSize(const PictureSize& size)
{
    m_pictureSize = size;
}

QString RunView::exportName() const
{
    return grokking::exportName(m_exportInfo, title());
}

PictureText RunView::pictureText() const
{
    return {grokking::exportName(m_exportInfo, title()), m_exportInfo.program,
            exportMetadata(m_exportInfo, title())};
}

// The size of the widget itself, since labels find their places by it. Nothing is repainted
// meanwhile.
template <class Work>
auto RunView::asExported(const QSize& size, Work work)
{
    const CursorMarks cursor = m_cursor;
    if (!cursor.pinned)
        moveCursorFor({.reference = cursor.reference});
    const QRect place = m_plot->geometry();
    const auto fit = [this](const QRect& geometry) {
        m_plot->setGeometry(geometry);
        m_plot->setViewport(
            QRect(QPoint(), geometry.size())); // a hidden widget leaves it for later
        m_plot->replot(QCustomPlot::rpQueuedRefresh);
    };
    applyColors(lightColors());
    fit(QRect(place.topLeft(), size));
    fit(QRect(place.topLeft(), size)); // ticks go by the margins of the time before
    auto result = work();
    moveCursorFor(cursor);
    fit(place);
    applyColors(themeColors(palette()));
    return result;
}

Status RunView::exportTo(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("csv"))
        return csvWriter(path)();
    const PictureText text = pictureText();
    if (const QAbstractItemModel* const table = shownTable())
        return exportPicture(tablePicture(*table, font(), lightColors()), path, text,
                             m_pictureSize.scale);
    const bool asShown = suffix != QLatin1String("png") && m_plot->isVisible();
    const QSize shown = m_plot->size().expandedTo(smallestVectorPicture);
    return asExported(pictureSize(asShown ? shown : m_pictureSize.size), [&] {
        return exportPicture(pictureOf(*m_plot), path, text, m_pictureSize.scale);
    });
}

RunView::TextSource RunView::csvSource() const
{
    return [text = csv()] { return text; };
}

RunView::Writer RunView::csvWriter(const QString& path) const
{
    const PictureText text = pictureText();
    const QByteArray comments = "# " + text.title.toUtf8() + "\n# " + text.metadata + "\n";
    return [path, comments, source = csvSource()] {
        return writeFile(path, comments + source().toUtf8());
    };
}

// Tells nobody.
void RunView::moveCursorFor(const CursorMarks& marks)
{
    if (m_cursor == marks)
        return;
    m_cursor = marks;
    moveToCursor();
}

bool RunView::isEmpty() const
{
    return !hasData() && (m_overlays.empty() || !drawsOverlays());
}

void RunView::startRun(const RunStarted& started)
{
    if (started.firstStep == 0) {
        m_summary = {};
        m_changes.clear();
        m_cursor = {};
        m_zoomed = false;
        m_hasSamples = false;
        clearRun();
    }
    m_started = started;
    refresh();
}

void RunView::showSamples(std::span<const Sampled> samples)
{
    if (samples.empty())
        return;
    m_hasSamples = true;
    takeSamples(samples);
    refresh();
}

void RunView::showObservations(std::span<const Observed> observations)
{
    if (observations.empty())
        return;
    takeObservations(observations);
    refresh();
}

void RunView::showSummary(const RunSummary& summary)
{
    if (m_summary == summary)
        return;
    m_summary = summary;
    takeSummary();
    refresh();
}

void RunView::showChange(const ParameterChanged& change)
{
    m_changes.push_back(change);
    refresh();
}

void RunView::setOverlays(const std::vector<RunOverlay>& overlays)
{
    m_overlays = overlays;
    m_shownOverlay.reset();
    const auto shown = std::ranges::find_if(m_overlays, &RunOverlay::isShown);
    if (shown != m_overlays.end()) {
        m_shownOverlay = std::move(*shown);
        m_overlays.erase(shown);
    }
    takeOverlays();
    refresh();
}

void RunView::setStepScale(StepScale scale)
{
    if (m_stepScale == scale)
        return;
    m_stepScale = scale;
    m_zoomed = false;
    rescale();
    refresh();
}

void RunView::setCursorMarks(const CursorMarks& marks)
{
    if (m_cursor == marks)
        return;
    m_cursor = marks;
    moveToCursor();
    refreshCursor();
}

void RunView::resetZoom()
{
    m_zoomed = false;
    refresh();
}

void RunView::copyPicture()
{
    const auto image = [this](const Picture& picture) {
        return imageOf(picture, pictureText(), m_pictureSize.scale);
    };
    QGuiApplication::clipboard()->setImage(
        shownTable() ? image(tablePicture(*shownTable(), font(), lightColors()))
                     : asExported(pictureSize(m_pictureSize.size),
                                  [&] { return image(pictureOf(*m_plot)); }));
}

void RunView::copyValues()
{
    QGuiApplication::clipboard()->setText(csv());
}

void RunView::refresh()
{
    updateEmptyState();
    m_fitsLeft = fitsPerChange;
    if (!m_zoomed)
        fitAxes();
    if (!m_turns) {
        m_plot->replot(QCustomPlot::rpQueuedReplot);
        emit readoutChanged(readout());
    } else if (isVisible()) {
        m_turns->ask(this);
    }
}

void RunView::redraw()
{
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
    emit readoutChanged(readout());
}

void RunView::refreshCursor()
{
    m_plot->layer(QLatin1String(cursorLayer))->replot();
    emit readoutChanged(readout());
}

// What is laid out already keeps its ticks until the next time.
void RunView::fitToSize()
{
    connect(m_plot, &QCustomPlot::afterLayout, this, [this] {
        if (std::exchange(m_plotSize, m_plot->size()) != m_plot->size())
            m_fitsLeft = fitsPerChange;
        const QSize size = m_plot->axisRect()->rect().size();
        if (m_zoomed || size == m_fittedSize || m_fitsLeft == 0)
            return;
        --m_fitsLeft;
        m_fittedSize = size;
        fitAxes();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    });
}

// Ticks go by the layout of the time before.
void RunView::settle()
{
    const QSize inside = m_plot->axisRect()->rect().size(); // names at the curves' ends take room
    if (std::exchange(m_settledSize, inside) != inside)
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void RunView::labelAxis(QCPAxis& axis, const QStringList& texts)
{
    m_axisLabels.insert(&axis, texts);
    axis.setLabel(texts.front()); // until it is laid out
}

void RunView::fitAxisLabels()
{
    for (auto label = m_axisLabels.cbegin(); label != m_axisLabels.cend(); ++label)
        label.key()->setLabel(fittingAxisLabel(*label.key(), label.value()));
}

void RunView::addControls(QWidget* controls)
{
    controls->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(0, controls);
    for (QComboBox* const box : controls->findChildren<QComboBox*>())
        keepOwnKeys(box->view()); // Return there is not for the view's container
}

void RunView::setEmptyText(const QString& text, const QString& missingText)
{
    m_emptyText = text;
    m_missingText = missingText.isEmpty() ? text : missingText;
    m_emptyLabel->setText(emptyText());
}

void RunView::setHint(const QString& text)
{
    m_hint = text;
    m_emptyLabel->setText(emptyText());
}

QString RunView::emptyText() const
{
    if (!m_hint.isEmpty())
        return m_hint;
    if (m_hasSamples)
        return m_missingText;
    return m_isAwaited ? tr("Waiting for the first evaluation.") : m_emptyText;
}

void RunView::setAwaited(bool awaited)
{
    m_isAwaited = awaited;
    m_emptyLabel->setText(emptyText());
}

bool RunView::event(QEvent* event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
        applyColors(themeColors(palette()));
        break;
    case QEvent::ShortcutOverride:
        if (takesKey(*static_cast<QKeyEvent*>(event)))
            event->accept();
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

void RunView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void RunView::fillMenu(QMenu& menu)
{
    menu.addAction(themeIcon(QStringLiteral("copy")), tr("Copy picture"), this,
                   &RunView::copyPicture);
    menu.addAction(tr("Copy values (CSV)"), this, &RunView::copyValues);
    menu.addAction(themeIcon(QStringLiteral("save")), tr("Save picture or values…"), this,
                   &RunView::saveRequested);
    for (QAction* action : menu.actions())
        action->setEnabled(!isEmpty());
    menu.addSeparator();
    for (QAction* action : actions())
        if (!m_zoomMenu->actions().contains(action))
            menu.addAction(action);
    if (canZoom())
        menu.addMenu(m_zoomMenu);
    menu.setToolTipsVisible(true);
}

void RunView::applyColors(const ThemeColors& colors)
{
    m_colors = &colors;
    stylePlot(*m_plot, colors, font());
    restyle(colors);
    m_settledSize = {}; // it may be another font
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void RunView::updateEmptyState()
{
    m_emptyLabel->setVisible(isEmpty());
    m_emptyLabel->setText(emptyText());
    m_plot->xAxis->setTickLabels(!isEmpty());
    m_plot->yAxis->setTickLabels(!isEmpty());
    for (const char* const layer :
         {groundLayer, "grid", marksLayer}) // or they would cross the text
        m_plot->layer(QLatin1String(layer))->setVisible(!isEmpty());
}

} // namespace grokking
