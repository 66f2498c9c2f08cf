// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs_model.h"

#include "widgets/verdict_text.h"

#include <QSet>

namespace grokking {

namespace {

// More changes than this at once are shown as a new table.
constexpr int manyChanges = 200;

} // namespace

RunsModel::RunsModel(QObject* parent) : QAbstractItemModel(parent) {}

RunsModel::~RunsModel() = default;

const RunRow* RunsModel::findRow(const QString& file) const
{
    RunGroup* const group = m_groups.ofFile(file);
    return group ? &group->run(file) : nullptr;
}

QModelIndex RunsModel::indexOf(const QString& file) const
{
    RunGroup* const group = m_groups.ofFile(file);
    if (!group)
        return {};
    return group->isFolded() ? createIndex(group->find(file), Name, group) : indexOf(*group);
}

QModelIndex RunsModel::indexOf(const RunGroup& group) const
{
    return createIndex(group.row, Name, nullptr);
}

// The index of a run in a group points to the group; those of the first level to nothing.
RunGroup* RunsModel::groupAt(const QModelIndex& index) const
{
    auto* const group = static_cast<RunGroup*>(index.internalPointer());
    return group ? group : m_groups.at(index.row());
}

const RunRow* RunsModel::runAt(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    const RunGroup* const group = groupAt(index);
    if (index.internalPointer())
        return &group->runs[static_cast<std::size_t>(index.row())];
    return group->isFolded() ? nullptr : &group->runs.front();
}

QStringList RunsModel::filesAt(const QModelIndex& index) const
{
    if (const RunRow* const run = runAt(index))
        return {run->file};
    QStringList files;
    if (index.isValid())
        for (const RunRow& run : groupAt(index)->runs)
            files << run.file;
    return files;
}

QModelIndex RunsModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? groupAt(parent) : nullptr);
}

QModelIndex RunsModel::parent(const QModelIndex& index) const
{
    const auto* const group = static_cast<const RunGroup*>(index.internalPointer());
    return group ? indexOf(*group) : QModelIndex();
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return m_groups.count();
    if (parent.internalPointer() || parent.column() != Name)
        return 0;
    const RunGroup* const group = groupAt(parent);
    return group->isFolded() ? group->count() : 0;
}

int RunsModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    const RunRow* const run = runAt(index);
    RunGroup* const group = groupAt(index);
    const RunRow& first = group->runs.front();
    switch (role) {
    case Qt::DisplayRole:
        return run ? runs_columns::text(*run, column)
                   : runs_columns::text(group->summarized(), first, column);
    case Qt::EditRole:
        return run && column == Name ? run->name : data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        return run ? runs_columns::toolTip(*run, column)
                   : runs_columns::toolTip(group->summarized(), first, column);
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case Qt::CheckStateRole:
        if (column != Name || (run && !run->error.isEmpty()))
            return {};
        if (run)
            return run->overlaid ? Qt::Checked : Qt::Unchecked;
        return group->summarized().overlaid == 0                          ? Qt::Unchecked
               : group->summarized().overlaid == group->summarized().runs ? Qt::Checked
                                                                          : Qt::PartiallyChecked;
    case Qt::DecorationRole:
        return column == VerdictColumn && run && run->error.isEmpty()
                   ? QVariant(verdictIcon(run->summary.verdict, run->live))
                   : QVariant();
    case SortRole:
        return run ? runs_columns::sortKey(*run, column)
                   : runs_columns::sortKey(group->summarized(), first, column);
    case FileRole:
        return run ? run->file : first.file;
    default:
        return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return runs_columns::title(section);
    case Qt::ToolTipRole:
        return runs_columns::help(section);
    case Qt::TextAlignmentRole:
        return QVariant((runs_columns::isNumber(section) ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    default:
        return {};
    }
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    const RunRow* const run = runAt(index);
    if (index.internalPointer())
        flags |= Qt::ItemNeverHasChildren;
    if (index.column() == Name)
        flags |= Qt::ItemIsUserCheckable;
    const bool editable = index.column() == Note || index.column() == Name;
    if (run && editable && run->error.isEmpty())
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    if (index.column() == Name && role == Qt::CheckStateRole) {
        check(index, value.toInt() == Qt::Checked);
        return true;
    }
    const RunRow* const run = runAt(index);
    if (!run || role != Qt::EditRole)
        return false;
    const QString text = value.toString().trimmed();
    if (index.column() == Name && text != run->name)
        emit renameRequested(run->file, text);
    if (index.column() == Note && text != run->note) {
        const QString file = run->file;
        groupAt(index)->run(file).note = text;
        emit dataChanged(index, index);
        emit noteEdited(file, text);
    }
    return true;
}

void RunsModel::check(const QModelIndex& index, bool overlaid)
{
    RunGroup* const group = groupAt(index);
    QStringList changed;
    for (const QString& file : filesAt(index)) {
        RunRow& run = group->run(file);
        if (run.overlaid == overlaid || !run.error.isEmpty())
            continue;
        run.overlaid = overlaid;
        changed << file;
        const QModelIndex child = indexOf(file);
        emit dataChanged(child, child, {Qt::CheckStateRole});
    }
    announceGroup(*group);
    for (const QString& file : changed)
        emit overlayToggled(file, overlaid);
}

void RunsModel::setRuns(const std::vector<RunRow>& runs)
{
    QSet<QString> files;
    std::vector<const RunRow*> changed;
    for (const RunRow& run : runs) {
        files.insert(run.file);
        const RunRow* const old = findRow(run.file);
        if (!old || !(*old == run))
            changed.push_back(&run);
    }
    QStringList gone;
    for (const QString& known : m_groups.files())
        if (!files.contains(known))
            gone << known;
    if (static_cast<int>(changed.size()) + gone.size() > manyChanges || m_groups.count() == 0) {
        reset(runs);
        return;
    }
    for (const QString& file : gone)
        removeRun(file);
    for (const RunRow* const run : changed)
        updateRun(*run);
}

void RunsModel::reset(const std::vector<RunRow>& runs)
{
    beginResetModel();
    m_groups.clear();
    for (const RunRow& run : runs)
        m_groups.append(run);
    endResetModel();
}

void RunsModel::updateRun(const RunRow& run)
{
    RunGroup* const group = m_groups.ofFile(run.file);
    if (!group || group->key != RunGroups::keyOf(run)) {
        removeRun(run.file);
        insert(run);
        return;
    }
    group->run(run.file) = run;
    const QModelIndex index = indexOf(run.file);
    emit dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
    announceGroup(*group);
}

void RunsModel::insert(const RunRow& run)
{
    RunGroup* const group = m_groups.ofKey(RunGroups::keyOf(run));
    const int runs = group ? group->count() : 0;
    if (!group)
        beginInsertRows({}, rowCount(), rowCount());
    else // a second run makes two rows below what was the first
        beginInsertRows(indexOf(*group), runs == 1 ? 0 : runs, runs);
    m_groups.append(run);
    endInsertRows();
    if (group)
        announceGroup(*group);
}

void RunsModel::removeRun(const QString& file)
{
    RunGroup* const group = m_groups.ofFile(file);
    if (!group)
        return;
    const int at = group->find(file);
    const int runs = group->count();
    if (runs == 1)
        beginRemoveRows({}, group->row, group->row);
    else // no group is left of two runs
        beginRemoveRows(indexOf(*group), runs == 2 ? 0 : at, runs == 2 ? 1 : at);
    m_groups.remove(file);
    endRemoveRows();
    if (runs > 1)
        announceGroup(*group);
}

void RunsModel::announceGroup(RunGroup& group)
{
    group.summary.reset();
    const QModelIndex index = indexOf(group);
    emit dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
}

} // namespace grokking
