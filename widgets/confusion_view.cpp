// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/confusion_view.h"

#include "widgets/confusion_counts.h"
#include "widgets/eliding_combo_box.h"
#include "widgets/heat_map.h"
#include "widgets/number_text.h"
#include "widgets/subclass_table_model.h"
#include "widgets/table_picture.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace grokking {

namespace {

QStringList textsOf(const std::vector<std::string>& names)
{
    QStringList texts;
    for (const std::string& name : names)
        texts << QString::fromStdString(name);
    return texts;
}

} // namespace

ConfusionView::ConfusionView(QWidget* parent)
    : RunView(parent), m_map(std::make_unique<HeatMap>()), m_model(new SubclassTableModel(this)),
      m_table(new QTableView(this))
{
    auto* controls = new QWidget(this);
    auto* row = new QHBoxLayout(controls);
    controls->setObjectName(QStringLiteral("viewControls"));
    row->setContentsMargins(10, 0, 6, 0);
    row->setSpacing(4);
    m_rows = addBox(controls, tr("Rows"), {tr("Classes"), tr("Subclasses"), tr("Table")});
    m_values = addBox(controls, tr("Values"), {tr("Counts"), tr("Shares")});
    m_split = addBox(controls, tr("Samples"), {tr("Test"), tr("Train")});
    row->addStretch(1);
    addControls(controls);
    makeTable();
    setEmptyText(tr("Press Run on data with subclasses to see which classes are mixed up."));
    prepareHeatMap(*plot());
    const auto colorOf = [this](double share) {
        const QColor color = m_split->currentIndex() == 0 ? colors().test : colors().train;
        return blended(color, colors().surface, 0.04 + 0.86 * share);
    };
    new PlotPainting(plot(), "main", [this, colorOf](QCPPainter& painter) {
        paintHeatMap(painter, *plot(), *m_map, colors(), colorOf);
        if (m_map->isEmpty())
            return;
        const QRectF rect = plot()->axisRect()->rect(); // the share of the row
        painter.setPen(colors().mutedText);
        paintColorBar(painter, QRectF(rect.right() + 8.0, rect.top(), 6.0, rect.height()), colorOf,
                      QStringLiteral("0"), QStringLiteral("1"));
    });
    fitToSize();
    connect(plot(), &QCustomPlot::mouseMove, this, [this](const QMouseEvent* mouse) {
        showCell(mouse->position(), mouse->globalPosition().toPoint());
    });
    restyle(colors());
    fitAxes();
}

ConfusionView::~ConfusionView() = default;

QComboBox* ConfusionView::addBox(QWidget* row, const QString& name, const QStringList& items)
{
    auto* box = new ElidingComboBox(row);
    box->addItems(items);
    box->setAccessibleName(name);
    row->layout()->addWidget(box);
    connect(box, &QComboBox::currentIndexChanged, this, &ConfusionView::showChoice);
    return box;
}

void ConfusionView::makeTable()
{
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_model);
    sorted->setSortRole(SubclassTableModel::sortRole);
    m_table->setModel(sorted);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(SubclassTableModel::Name, Qt::AscendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAccessibleName(tr("Subclasses"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->hide();
    layout()->addWidget(m_table);
}

void ConfusionView::setRows(Rows rows)
{
    m_rows->setCurrentIndex(static_cast<int>(rows));
}

void ConfusionView::setValues(Values values)
{
    m_values->setCurrentIndex(static_cast<int>(values));
}

void ConfusionView::setSplit(Split split)
{
    m_split->setCurrentIndex(static_cast<int>(split));
}

void ConfusionView::showChoice()
{
    const bool isTable = shownTable() != nullptr;
    plot()->setVisible(!isTable);
    m_table->setVisible(isTable);
    m_values->setVisible(!isTable);
    m_split->setVisible(!isTable);
    updateMap();
    refresh();
}

const QAbstractItemModel* ConfusionView::shownTable() const
{
    return m_rows->currentIndex() == static_cast<int>(Rows::Table) ? m_table->model() : nullptr;
}

QString ConfusionView::title() const
{
    return tr("Confusion");
}

const MatrixHistory& ConfusionView::history() const
{
    return m_split->currentIndex() == static_cast<int>(Split::Test) ? m_test : m_training;
}

const std::vector<std::int32_t>& ConfusionView::classes() const
{
    static const std::vector<std::int32_t> none;
    return started() && started()->grouping ? started()->grouping->classes : none;
}

bool ConfusionView::hasData() const
{
    return !history().steps().empty() && classes().size() == history().rowNames(0).size();
}

QString ConfusionView::readout() const
{
    const auto index = history().indexAt(cursorStep());
    if (!index || !hasData())
        return {};
    const Array<double> counts = sumOverClasses(history().values(*index), classes());
    double right = 0.0;
    double most = 0.0;
    QString mistake;
    for (std::int64_t row = 0; row < counts.rows(); ++row) {
        for (std::int64_t column = 0; column < counts.rowSize(); ++column) {
            const double count = counts.row(row)[static_cast<std::size_t>(column)];
            if (row == column)
                right += count;
            if (row == column || count <= most)
                continue;
            most = count;
            const auto& names = history().columnNames(*index);
            mistake = tr("%1 for %2: %3")
                          .arg(QString::fromStdString(names[static_cast<std::size_t>(row)]),
                               QString::fromStdString(names[static_cast<std::size_t>(column)]),
                               countText(static_cast<std::int64_t>(count)));
        }
    }
    const auto values = counts.values();
    const double total = std::accumulate(values.begin(), values.end(), 0.0);
    QStringList texts{tr("step %1").arg(countText(history().steps()[*index])),
                      tr("%1 right").arg(percentText(total > 0.0 ? right / total : 0.0))};
    if (!mistake.isEmpty())
        texts << mistake;
    return texts.join(QStringLiteral("  ·  "));
}

QStringList ConfusionView::labels() const
{
    QStringList texts;
    for (std::size_t cell = 0; cell < m_map->shares.size(); ++cell)
        texts << cellText(cell);
    return texts;
}

QString ConfusionView::csv() const
{
    const auto index = history().indexAt(cursorStep());
    if (!index)
        return {};
    if (const QAbstractItemModel* const table = shownTable())
        return tableCsv(*table, {QStringLiteral("step")},
                        {QString::number(history().steps()[*index])});
    QString text = QStringLiteral("step,subclass");
    for (const std::string& name : history().columnNames(*index))
        text += QStringLiteral(",predicted ") + QString::fromStdString(name);
    for (int column = 1; column < m_model->columnCount(); ++column)
        text += u',' + m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    text += u'\n';
    const Array<double> counts = history().values(*index);
    for (std::int64_t row = 0; row < counts.rows(); ++row) {
        text += QString::number(history().steps()[*index]) + u','
                + QString::fromStdString(history().rowNames(*index)[static_cast<std::size_t>(row)]);
        for (const double count : counts.row(row))
            text += u',' + QString::number(static_cast<qlonglong>(count));
        for (int column = 1; column < m_model->columnCount(); ++column)
            text += u','
                    + m_model->data(m_model->index(static_cast<int>(row), column), Qt::EditRole)
                          .toString();
        text += u'\n';
    }
    return text;
}

void ConfusionView::showScene(const DataScene& scene)
{
    m_model->showScene(scene);
    updateMap();
}

void ConfusionView::clearRun()
{
    m_test.clear();
    m_training.clear();
    updateMap();
}

void ConfusionView::takeObservations(std::span<const Observed> observations)
{
    bool isNew = false;
    for (const Observed& observed : observations)
        isNew |= m_test.take(observed) || m_training.take(observed);
    if (isNew)
        updateMap();
}

void ConfusionView::moveToCursor()
{
    updateMap();
    plot()->replot(QCustomPlot::rpQueuedReplot);
}

void ConfusionView::updateMap()
{
    *m_map = {};
    const auto accuraciesOf = [this](const MatrixHistory& split) {
        const auto index = split.indexAt(cursorStep());
        return index && split.rowNames(*index).size() == classes().size()
                   ? accuracies(split.values(*index), classes())
                   : std::vector<double>();
    };
    m_model->showAccuracies(accuraciesOf(m_training), accuraciesOf(m_test));
    const auto index = history().indexAt(cursorStep());
    if (!index || !hasData())
        return;
    const bool byClass = m_rows->currentIndex() == static_cast<int>(Rows::Classes);
    m_counts = history().values(*index);
    if (byClass)
        m_counts = sumOverClasses(m_counts, classes());
    m_map->columnNames = textsOf(history().columnNames(*index));
    m_map->rowNames = byClass ? m_map->columnNames : textsOf(history().rowNames(*index));
    if (!byClass)
        m_map->rowClasses = classes();
    for (std::int64_t row = 0; row < m_counts.rows(); ++row) {
        const auto counts = m_counts.row(row);
        const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
        for (const double count : counts) {
            const double share = total > 0.0 ? count / total : 0.0;
            m_map->shares.push_back(share);
            m_map->texts << (m_values->currentIndex() == static_cast<int>(Values::Counts)
                                 ? countText(static_cast<std::int64_t>(count))
                             : total > 0.0 ? scoreText(share)
                                           : QString());
        }
    }
}

void ConfusionView::fitAxes()
{
    const bool byClass = m_rows->currentIndex() == static_cast<int>(Rows::Classes);
    labelAxis(*plot()->xAxis, {tr("Predicted class"), tr("Predicted")});
    labelAxis(*plot()->yAxis, {byClass ? tr("Class") : tr("Subclass")});
    fitHeatMap(*plot(), *m_map);
}

void ConfusionView::restyle(const ThemeColors&)
{
    prepareHeatMap(*plot()); // the theme has set pens
    plot()->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    plot()->axisRect()->setMargins(
        QMargins(0, fontMetrics().height() / 2, fontMetrics().horizontalAdvance(u'1') + 24, 0));
}

void ConfusionView::showCell(const QPointF& pixel, const QPoint& global)
{
    const auto cell = heatMapCell(*plot(), *m_map, pixel);
    if (cell)
        QToolTip::showText(global, cellText(*cell), plot());
    else
        QToolTip::hideText();
}

QString ConfusionView::cellText(std::size_t cell) const
{
    const auto columns = static_cast<std::size_t>(m_map->columnNames.size());
    return tr("%1 taken for %2: %3 (%4)")
        .arg(m_map->rowNames[static_cast<qsizetype>(cell / columns)],
             m_map->columnNames[static_cast<qsizetype>(cell % columns)],
             countText(static_cast<std::int64_t>(m_counts.values()[cell])),
             percentText(m_map->shares[cell]));
}

} // namespace grokking
