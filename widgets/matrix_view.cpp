// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix_view.h"

#include "widgets/heat_map.h"
#include "widgets/number_text.h"
#include "widgets/table_picture.h"

#include <algorithm>
#include <cmath>

namespace grokking {

namespace {

constexpr double gap = 10.0; // pixels between the cells and what explains their colors
constexpr double barWidth = 8.0;
constexpr double swatch = 0.75;      // of a line of text
constexpr qsizetype mostTexts = 400; // cells with numbers in them
constexpr double leastOfRoom = 0.85; // that cells of whole pixels take
constexpr double paleness = 0.38;    // of the color of a split, of what is right

QStringList textsOf(const std::vector<std::string>& names)
{
    QStringList texts;
    for (const std::string& name : names)
        texts << QString::fromStdString(name);
    return texts;
}

} // namespace

MatrixView::MatrixView(MetricLook look, QStringList categories, QWidget* parent)
    : CursorView(std::move(look), parent), m_categories(std::move(categories)),
      m_history(id().toStdString()), m_map(std::make_unique<HeatMap>())
{
    prepareHeatMap(*plot());
    plot()->axisRect()->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    plot()->axisRect()->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    new PlotPainting(plot(), "main", [this](QCPPainter& painter) {
        paintHeatMap(painter, *plot(), *m_map, colors(),
                     [this](double share) { return colorOf(share); });
        paintLegend(painter);
    });
    new PlotPainting(plot(), cursorLayer, [this](QCPPainter& painter) { paintChosen(painter); });
    fitToSize();
    restyle(colors());
    fitAxes();
}

MatrixView::~MatrixView() = default;

std::span<const double> MatrixView::values() const
{
    const auto index = m_history.indexAt(cursorStep());
    return index ? m_history.values(*index).values() : std::span<const double>();
}

QString MatrixView::valueText(double value) const
{
    if (m_categories.isEmpty())
        return numberText(value, 5);
    const bool isCategory = value >= 0.0 && value < static_cast<double>(m_categories.size());
    return isCategory ? m_categories[static_cast<qsizetype>(value)] : tr("empty");
}

QString MatrixView::cellText(std::size_t cell) const
{
    const auto index = m_history.indexAt(cursorStep());
    if (!index || cell >= values().size())
        return {};
    const auto& columns = m_history.columnNames(*index);
    const auto named = [](const std::string& axis, const std::string& name) {
        return QString::fromStdString(axis.empty() ? name : axis + ' ' + name);
    };
    return tr("%1, %2: %3")
        .arg(named(m_history.yAxis(), m_history.rowNames(*index)[cell / columns.size()]),
             named(m_history.xAxis(), columns[cell % columns.size()]), valueText(values()[cell]));
}

QString MatrixView::readout() const
{
    const auto index = m_history.indexAt(cursorStep());
    if (!index)
        return {};
    QStringList texts{tr("step %1").arg(countText(m_history.steps()[*index]))};
    if (m_chosen)
        texts << cellText(*m_chosen);
    for (qsizetype category = 0; category < m_categories.size(); ++category)
        texts << QStringLiteral("%1 %2").arg(m_categories[category], percentText(share(category)));
    if (m_categories.isEmpty() && !values().empty()) {
        const auto [low, high] = std::ranges::minmax(values());
        texts << tr("%1 to %2").arg(numberText(low), numberText(high));
    }
    return texts.join(QStringLiteral("  ·  "));
}

double MatrixView::share(qsizetype category) const
{
    const auto filled = std::ranges::count_if(values(), [](double value) { return value >= 0.0; });
    const auto wanted = std::ranges::count(values(), static_cast<double>(category));
    return filled > 0 ? static_cast<double>(wanted) / static_cast<double>(filled) : 0.0;
}

QStringList MatrixView::labels() const
{
    return m_categories.isEmpty() ? QStringList{m_scale.lowText(), m_scale.highText()}
                                  : m_categories;
}

QString MatrixView::csv() const
{
    const auto index = m_history.indexAt(cursorStep());
    if (!index)
        return {};
    const auto& columns = m_history.columnNames(*index);
    const auto field = [](const std::string& name) {
        return csvField(QString::fromStdString(name));
    };
    QString text =
        QStringLiteral("step,") + field(m_history.yAxis().empty() ? "row" : m_history.yAxis());
    for (const std::string& column : columns)
        text += u',' + field(column);
    for (std::size_t cell = 0; cell < values().size(); ++cell) {
        if (cell % columns.size() == 0)
            text += u'\n' + QString::number(m_history.steps()[*index]) + u','
                    + field(m_history.rowNames(*index)[cell / columns.size()]);
        text += u','
                + (m_categories.isEmpty()
                       ? QString::number(values()[cell], 'g', QLocale::FloatingPointShortest)
                       : csvField(valueText(values()[cell])));
    }
    return text + u'\n';
}

void MatrixView::clearRun()
{
    m_history.clear();
    m_scale.clear();
    m_chosen.reset();
    m_mapped.reset();
    *m_map = {};
}

void MatrixView::takeObservations(std::span<const Observed> observations)
{
    for (const Observed& observed : observations) {
        if (!m_history.take(observed))
            continue;
        m_scale.include(m_history.values(m_history.steps().size() - 1).values());
        m_mapped.reset(); // the scale may have grown
    }
    updateMap();
}

void MatrixView::moveToCursor()
{
    updateMap();
    if (isVisible())
        plot()->replot(QCustomPlot::rpQueuedReplot);
}

void MatrixView::updateMap()
{
    const auto index = m_history.indexAt(cursorStep());
    if (index == m_mapped)
        return;
    m_mapped = index;
    *m_map = {};
    if (!index)
        return;
    m_map->rowNames = textsOf(m_history.rowNames(*index));
    m_map->columnNames = textsOf(m_history.columnNames(*index));
    const bool hasTexts = m_categories.isEmpty() && std::ssize(values()) <= mostTexts;
    for (const double value : values()) {
        m_map->shares.push_back(m_categories.isEmpty() ? m_scale.share(value) : value);
        if (hasTexts)
            m_map->texts << numberText(value, 2);
    }
}

// Square cells lie at the top left, and what explains the colors beside them.
void MatrixView::fitAxes()
{
    labelAxis(*plot()->xAxis, {QString::fromStdString(m_history.xAxis())});
    labelAxis(*plot()->yAxis, {QString::fromStdString(m_history.yAxis())});
    fitHeatMap(*plot(), *m_map);
    const QSizeF room = plot()->axisRect()->rect().size();
    if (m_map->isEmpty() || room.isEmpty() || m_map->rowNames != m_map->columnNames)
        return;
    double cell =
        std::min(room.width(), room.height()) / static_cast<double>(m_map->rowNames.size());
    if (std::floor(cell) > leastOfRoom * cell)
        cell = std::floor(cell); // all alike on the screen
    plot()->xAxis->setRange(0.0, room.width() / cell);
    plot()->yAxis->setRange(0.0, room.height() / cell);
}

void MatrixView::restyle(const ThemeColors&)
{
    const auto drag = plot()->axisRect()->rangeDrag();
    const auto zoom = plot()->axisRect()->rangeZoom();
    prepareHeatMap(*plot()); // the theme has set pens
    plot()->axisRect()->setRangeDrag(drag);
    plot()->axisRect()->setRangeZoom(zoom);
    const QFontMetrics metrics(font());
    int widest = metrics.horizontalAdvance(QStringLiteral("0.0000"));
    for (const QString& category : m_categories)
        widest = std::max(widest, metrics.horizontalAdvance(category) + metrics.height());
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    plot()->axisRect()->setMargins(
        QMargins(0, metrics.height() / 2, widest + static_cast<int>(2.0 * gap + barWidth), 0));
}

// Those of the train and test split have its color, pale where the answers are right.
QColor MatrixView::categoryColor(double category) const
{
    if (category < 0.0 || category >= static_cast<double>(m_categories.size()))
        return {};
    const QString& name = m_categories[static_cast<qsizetype>(category)];
    const bool isTrain = name.startsWith(QLatin1String("train"));
    const bool isTest = name.startsWith(QLatin1String("test"));
    if (!isTrain && !isTest)
        return classColor(colors(), static_cast<int>(category));
    const QColor color = isTrain ? colors().train : colors().test;
    return name.endsWith(QLatin1String("wrong")) ? color
                                                 : blended(color, colors().surface, paleness);
}

QColor MatrixView::colorOf(double share) const
{
    if (!m_categories.isEmpty())
        return categoryColor(share);
    return std::isnan(share) ? QColor() : heatColor(colors(), share);
}

void MatrixView::paintLegend(QCPPainter& painter) const
{
    if (m_map->isEmpty())
        return;
    const QRectF rect = plot()->axisRect()->rect();
    const double end = plot()->xAxis->coordToPixel(static_cast<double>(m_map->columnNames.size()));
    const double bottom = plot()->yAxis->coordToPixel(static_cast<double>(m_map->rowNames.size()));
    const QPointF corner(std::clamp(end, rect.left(), rect.right()) + gap, rect.top());
    if (!m_categories.isEmpty()) {
        paintCategories(painter, QRectF(corner, QPointF(plot()->width(), rect.bottom())));
        return;
    }
    painter.setPen(colors().mutedText);
    paintColorBar(
        painter,
        QRectF(corner,
               QSizeF(barWidth, std::clamp(bottom, rect.top(), rect.bottom()) - rect.top())),
        [this](double share) { return heatColor(colors(), share); }, m_scale.lowText(),
        m_scale.highText(), look().axisLabel);
}

// With their shares where there is room for them.
void MatrixView::paintCategories(QCPPainter& painter, const QRectF& place) const
{
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height();
    const double size = swatch * height;
    double widest = 0.0;
    for (const QString& category : m_categories)
        widest = std::max(widest, metrics.horizontalAdvance(category));
    const double textLeft = place.left() + size + 6.0;
    const double shareRight =
        textLeft + widest + metrics.horizontalAdvance(QStringLiteral("  100.0 %"));
    for (qsizetype category = 0; category < m_categories.size(); ++category) {
        const double top = place.top() + 1.25 * height * static_cast<double>(category);
        painter.setAntialiasing(false);
        painter.fillRect(QRectF(place.left(), top + 0.5 * (height - size), size, size),
                         categoryColor(static_cast<double>(category)));
        painter.setAntialiasing(true);
        painter.setPen(colors().text);
        const QRectF line(QPointF(textLeft, top), QPointF(shareRight, top + height));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_categories[category]);
        if (shareRight <= place.right() - 4.0)
            painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, percentText(share(category)));
    }
}

QString MatrixView::textAt(const QPointF& pixel) const
{
    const auto cell = heatMapCell(*plot(), *m_map, pixel);
    return cell && plot()->axisRect()->rect().contains(pixel.toPoint()) ? cellText(*cell)
                                                                        : QString();
}

// A click beside all cells, or on the chosen one again, chooses none.
void MatrixView::choose(const QPointF& pixel)
{
    const auto cell = heatMapCell(*plot(), *m_map, pixel);
    m_chosen = cell == m_chosen ? std::nullopt : cell;
    refreshCursor();
}

void MatrixView::paintChosen(QCPPainter& painter) const
{
    if (!m_chosen || *m_chosen >= m_map->shares.size())
        return;
    const auto columns = static_cast<std::size_t>(m_map->columnNames.size());
    const auto corner = [&](std::size_t row, std::size_t column) {
        return QPointF(plot()->xAxis->coordToPixel(static_cast<double>(column)),
                       plot()->yAxis->coordToPixel(static_cast<double>(row)));
    };
    const std::size_t row = *m_chosen / columns;
    const std::size_t column = *m_chosen % columns;
    const QRectF cell = QRectF(corner(row, column), corner(row + 1, column + 1));
    painter.setClipRect(plot()->axisRect()->rect());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors().surface, 4.0));
    painter.drawRect(cell.adjusted(-2, -2, 2, 2));
    painter.setPen(QPen(colors().accent, 2.0));
    painter.drawRect(cell.adjusted(-2, -2, 2, 2));
}

} // namespace grokking
