// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs_model.h"

#include "widgets/verdict_text.h"

#include <QSet>

#include <algorithm>

namespace grokking {

namespace {

// More changes than this at once are shown as a new table.
constexpr int manyChanges = 200;

QString keyOf(const RunRow& run)
{
    return run.group.isEmpty() || !run.error.isEmpty() ? run.file : run.group;
}

} // namespace

// A group of one run is shown as that run.
struct RunsModel::Group {
    QString key;
    int row = 0;
    std::vector<RunRow> runs;
    std::optional<RunGroupRow> summary; // of the present runs, made when it is asked for

    [[nodiscard]] bool isFolded() const { return runs.size() > 1; }
    [[nodiscard]] int find(const QString& file) const
    {
        return static_cast<int>(std::ranges::find(runs, file, &RunRow::file) - runs.begin());
    }
    const RunGroupRow& summarized()
    {
        if (!summary)
            summary = summarizeGroup(runs);
        return *summary;
    }
};

RunsModel::RunsModel(QObject* parent) : QAbstractItemModel(parent) {}

RunsModel::~RunsModel() = default;

std::vector<RunRow> RunsModel::rows() const
{
    std::vector<RunRow> rows;
    for (const auto& group : m_groups)
        rows.insert(rows.end(), group->runs.begin(), group->runs.end());
    return rows;
}

const RunRow* RunsModel::findRow(const QString& file) const
{
    const Group* const group = m_groupOfFile.value(file);
    return group ? &group->runs[static_cast<std::size_t>(group->find(file))] : nullptr;
}

QModelIndex RunsModel::indexOf(const QString& file) const
{
    Group* const group = m_groupOfFile.value(file);
    if (!group)
        return {};
    return group->isFolded() ? createIndex(group->find(file), Name, group) : indexOf(*group);
}

QModelIndex RunsModel::indexOf(const Group& group) const
{
    return createIndex(group.row, Name, nullptr);
}

// The index of a run in a group points to the group; those of the first level to nothing.
RunsModel::Group* RunsModel::groupAt(const QModelIndex& index) const
{
    auto* const group = static_cast<Group*>(index.internalPointer());
    return group ? group : m_groups[static_cast<std::size_t>(index.row())].get();
}

const RunRow* RunsModel::runAt(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    const Group* const group = groupAt(index);
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
    const auto* const group = static_cast<const Group*>(index.internalPointer());
    return group ? indexOf(*group) : QModelIndex();
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalPointer() || parent.column() != Name)
        return 0;
    const Group* const group = groupAt(parent);
    return group->isFolded() ? static_cast<int>(group->runs.size()) : 0;
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
    Group* const group = groupAt(index);
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
        groupAt(index)->runs[static_cast<std::size_t>(groupAt(index)->find(file))].note = text;
        emit dataChanged(index, index);
        emit noteEdited(file, text);
    }
    return true;
}

void RunsModel::check(const QModelIndex& index, bool overlaid)
{
    Group* const group = groupAt(index);
    QStringList changed;
    for (const QString& file : filesAt(index)) {
        RunRow& run = group->runs[static_cast<std::size_t>(group->find(file))];
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
    for (auto known = m_groupOfFile.keyBegin(); known != m_groupOfFile.keyEnd(); ++known)
        if (!files.contains(*known))
            gone << *known;
    if (static_cast<int>(changed.size()) + gone.size() > manyChanges || m_groups.empty()) {
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
    m_groupOfKey.clear();
    m_groupOfFile.clear();
    for (const RunRow& run : runs)
        append(run);
    endResetModel();
}

// Adds a run to its group, which may be a new one.
void RunsModel::append(const RunRow& run)
{
    const QString key = keyOf(run);
    Group*& group = m_groupOfKey[key];
    if (!group) {
        m_groups.push_back(std::make_unique<Group>());
        group = m_groups.back().get();
        group->key = key;
        group->row = static_cast<int>(m_groups.size()) - 1;
    }
    group->runs.push_back(run);
    group->summary.reset();
    m_groupOfFile[run.file] = group;
}

void RunsModel::updateRun(const RunRow& run)
{
    Group* const group = m_groupOfFile.value(run.file);
    if (!group || group->key != keyOf(run)) {
        removeRun(run.file);
        insert(run);
        return;
    }
    group->runs[static_cast<std::size_t>(group->find(run.file))] = run;
    const QModelIndex index = indexOf(run.file);
    emit dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
    announceGroup(*group);
}

void RunsModel::insert(const RunRow& run)
{
    Group* const group = m_groupOfKey.value(keyOf(run));
    const auto runs = group ? static_cast<int>(group->runs.size()) : 0;
    if (!group)
        beginInsertRows({}, rowCount(), rowCount());
    else // a second run makes two rows below what was the first
        beginInsertRows(indexOf(*group), runs == 1 ? 0 : runs, runs);
    append(run);
    endInsertRows();
    if (group)
        announceGroup(*group);
}

void RunsModel::removeRun(const QString& file)
{
    Group* const group = m_groupOfFile.value(file);
    if (!group)
        return;
    const int at = group->find(file);
    const auto runs = static_cast<int>(group->runs.size());
    if (runs == 1)
        beginRemoveRows({}, group->row, group->row);
    else
        beginRemoveRows(indexOf(*group), runs == 2 ? 0 : at, runs == 2 ? 1 : at);
    m_groupOfFile.remove(file);
    group->runs.erase(group->runs.begin() + at);
    if (runs == 1) {
        m_groupOfKey.remove(group->key);
        m_groups.erase(m_groups.begin() + group->row);
        renumber();
        endRemoveRows();
        return;
    }
    endRemoveRows();
    announceGroup(*group);
}

void RunsModel::announceGroup(Group& group)
{
    group.summary.reset();
    const QModelIndex index = indexOf(group);
    emit dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
}

void RunsModel::renumber()
{
    for (std::size_t row = 0; row < m_groups.size(); ++row)
        m_groups[row]->row = static_cast<int>(row);
}

} // namespace grokking
