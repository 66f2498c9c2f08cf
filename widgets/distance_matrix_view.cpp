// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/distance_matrix_view.h"

#include "widgets/heat_map.h"
#include "widgets/number_text.h"

#include <QToolTip>

#include <algorithm>

namespace grokking {

DistanceMatrixView::DistanceMatrixView(QWidget* parent)
    : RunView(parent), m_map(std::make_unique<HeatMap>())
{
    prepareHeatMap(*plot());
    setHint(tr("Choose data with subclasses to see how far they lie apart."));
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) {
        const auto colorOf = [this](double share) { return scaleColor(colors(), share); };
        paintHeatMap(painter, *plot(), *m_map, colors(), colorOf);
        if (m_map->isEmpty())
            return;
        const QRectF rect = plot()->axisRect()->rect();
        painter.setPen(colors().mutedText);
        paintColorBar(painter, QRectF(rect.right() + 8.0, rect.top(), 6.0, rect.height()), colorOf,
                      QStringLiteral("0"), numberText(m_largest));
    });
    fitToSize();
    connect(plot(), &QCustomPlot::mouseMove, this, [this](const QMouseEvent* mouse) {
        showCell(mouse->position(), mouse->globalPosition().toPoint());
    });
    restyle(colors());
    fitAxes();
}

DistanceMatrixView::~DistanceMatrixView() = default;

QString DistanceMatrixView::title() const
{
    return m_scene.source.isEmpty() ? tr("Distances") : tr("Distances, %1").arg(m_scene.source);
}

QString DistanceMatrixView::readout() const
{
    std::optional<double> within;
    std::optional<double> between;
    const auto& classes = m_scene.grouping.classes;
    for (std::int64_t i = 0; i < m_scene.distances.rows(); ++i) {
        for (std::int64_t j = 0; j < i; ++j) {
            const double distance = m_scene.distances.row(i)[static_cast<std::size_t>(j)];
            auto& nearest =
                classes[static_cast<std::size_t>(i)] == classes[static_cast<std::size_t>(j)]
                    ? within
                    : between;
            nearest = std::min(nearest.value_or(distance), distance);
        }
    }
    QStringList texts;
    if (within)
        texts << tr("nearest in a class %1").arg(numberText(*within));
    if (between)
        texts << tr("between classes %1").arg(numberText(*between));
    return texts.join(QStringLiteral("  ·  "));
}

QStringList DistanceMatrixView::labels() const
{
    return m_map->rowNames;
}

QString DistanceMatrixView::csv() const
{
    QString text = QStringLiteral("subclass");
    for (const QString& name : m_map->rowNames)
        text += u',' + name;
    text += u'\n';
    for (std::int64_t row = 0; row < m_scene.distances.rows(); ++row) {
        text += m_map->rowNames[row];
        for (const double distance : m_scene.distances.row(row))
            text += u',' + QString::number(distance, 'g', QLocale::FloatingPointShortest);
        text += u'\n';
    }
    return text;
}

void DistanceMatrixView::showScene(const DataScene& scene)
{
    m_scene = scene;
    *m_map = {};
    for (const std::string& name : scene.grouping.names)
        m_map->rowNames << QString::fromStdString(name);
    m_map->columnNames = m_map->rowNames;
    m_map->rowClasses = scene.grouping.classes;
    m_map->columnClasses = scene.grouping.classes;
    const auto values = scene.distances.values();
    m_largest = values.empty() ? 0.0 : std::ranges::max(values);
    for (const double value : values) {
        m_map->shares.push_back(m_largest > 0.0 ? value / m_largest : 0.0);
        m_map->texts << numberText(value, 3);
    }
    setWindowTitle(title());
    refresh();
}

void DistanceMatrixView::fitAxes()
{
    fitHeatMap(*plot(), *m_map);
}

void DistanceMatrixView::restyle(const ThemeColors&)
{
    const QFontMetrics metrics(font());
    prepareHeatMap(*plot()); // the theme has set pens
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    plot()->axisRect()->setMargins(QMargins(
        0, metrics.height() / 2, metrics.horizontalAdvance(QStringLiteral("0.0000")) + 20, 0));
}

void DistanceMatrixView::showCell(const QPointF& pixel, const QPoint& global)
{
    const auto cell = heatMapCell(*plot(), *m_map, pixel);
    if (cell)
        QToolTip::showText(global, cellText(*cell), plot());
    else
        QToolTip::hideText();
}

QString DistanceMatrixView::cellText(std::size_t cell) const
{
    const auto columns = static_cast<std::size_t>(m_map->columnNames.size());
    return tr("%1 to %2: %3")
        .arg(m_map->rowNames[static_cast<qsizetype>(cell / columns)],
             m_map->columnNames[static_cast<qsizetype>(cell % columns)],
             numberText(m_scene.distances.values()[cell], 5));
}

} // namespace grokking
