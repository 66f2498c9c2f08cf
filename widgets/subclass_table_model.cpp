// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subclass_table_model.h"

#include "widgets/group_marker.h"
#include "widgets/number_text.h"
#include "widgets/theme.h"

#include <QGuiApplication>
#include <QIcon>
#include <QPainter>
#include <QPalette>

#include <cmath>
#include <limits>

namespace grokking {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

QPixmap markOf(const Grouping& grouping, std::size_t group)
{
    constexpr int size = 16;
    constexpr double ratio = 2.0;
    QPixmap pixmap(static_cast<int>(ratio * size), static_cast<int>(ratio * size));
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintMarker(painter, themeColors(QGuiApplication::palette()), grouping, group,
                QPointF(0.5 * size, 0.5 * size), 4.5,
                isRemoved(grouping, group) ? MarkerFill::Hollow : MarkerFill::Filled);
    return pixmap;
}

// Not a number is less than all numbers: a sort needs an order.
QVariant sortKey(const QVariant& value)
{
    const bool isUnknown = value.typeId() == QMetaType::Double && std::isnan(value.toDouble());
    return isUnknown ? QVariant(std::numeric_limits<double>::lowest()) : value;
}

} // namespace

SubclassTableModel::SubclassTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void SubclassTableModel::showScene(const DataScene& scene)
{
    beginResetModel();
    m_scene = scene;
    m_train.clear();
    m_test.clear();
    endResetModel();
}

void SubclassTableModel::showAccuracies(const std::vector<double>& train,
                                        const std::vector<double>& test)
{
    m_train = train;
    m_test = test;
    if (rowCount() > 0)
        emit dataChanged(index(0, TrainAccuracy), index(rowCount() - 1, TestAccuracy));
}

int SubclassTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_scene.grouping.names.size());
}

int SubclassTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant SubclassTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto group = static_cast<std::size_t>(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(group, index.column());
    case Qt::EditRole:
        return plainValue(group, index.column());
    case sortRole:
        return sortKey(value(group, index.column()));
    case Qt::DecorationRole:
        return index.column() == Name ? QVariant(markOf(m_scene.grouping, group)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight)
                                   | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (isRemoved(m_scene.grouping, group))
            return tr("Removed: no training samples");
        return m_scene.grouping.subsampled[group] ? QVariant(tr("Subsampled")) : QVariant();
    default:
        return {};
    }
}

QVariant SubclassTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= Columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Name ? Qt::AlignLeft : Qt::AlignRight)
                                   | Qt::AlignVCenter);
    if (role == Qt::DisplayRole)
        return QStringList{tr("Subclass"),   tr("Train"),     tr("Test"),
                           tr("Train acc."), tr("Test acc."), tr("Nearest")}
            .at(section);
    if (role == Qt::ToolTipRole)
        return QStringList{tr("◆: subsampled; hollow: removed"),
                           tr("Training samples"),
                           tr("Test samples"),
                           tr("Train accuracy at the cursor"),
                           tr("Test accuracy at the cursor"),
                           tr("Distance to the nearest subclass of another class")}
            .at(section);
    return {};
}

QVariant SubclassTableModel::value(std::size_t group, int column) const
{
    const auto nearest = nearestOfAnotherClass(m_scene, group);
    switch (column) {
    case Name:
        return static_cast<int>(group);
    case Training:
        return static_cast<qlonglong>(m_scene.grouping.trainingSize[group]);
    case Test:
        return static_cast<qlonglong>(m_scene.grouping.testSize[group]);
    case TrainAccuracy:
        return group < m_train.size() ? m_train[group] : unknown;
    case TestAccuracy:
        return group < m_test.size() ? m_test[group] : unknown;
    default:
        return nearest ? m_scene.distances.row(static_cast<std::int64_t>(group))[*nearest]
                       : unknown;
    }
}

QVariant SubclassTableModel::plainValue(std::size_t group, int column) const
{
    if (column == Name)
        return QString::fromStdString(m_scene.grouping.names[group]);
    const QVariant number = value(group, column);
    return std::isnan(number.toDouble()) ? QVariant() : number;
}

QString SubclassTableModel::text(std::size_t group, int column) const
{
    const QString none = QStringLiteral("–");
    const QVariant number = value(group, column);
    switch (column) {
    case Name: {
        const QString name = QString::fromStdString(m_scene.grouping.names[group]);
        return m_scene.grouping.subsampled[group] ? name + QStringLiteral(" ◆") : name;
    }
    case Training:
    case Test:
        return countText(number.toLongLong());
    case TrainAccuracy:
    case TestAccuracy:
        return std::isnan(number.toDouble()) ? none : scoreText(number.toDouble());
    default: {
        const auto nearest = nearestOfAnotherClass(m_scene, group);
        return nearest ? tr("%1 (%2)").arg(numberText(number.toDouble()),
                                           QString::fromStdString(m_scene.grouping.names[*nearest]))
                       : none;
    }
    }
}

} // namespace grokking
