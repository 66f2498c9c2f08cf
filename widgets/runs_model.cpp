// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs_model.h"

#include "widgets/number_text.h"
#include "widgets/verdict_text.h"

#include <limits>

namespace grokking {

namespace {

constexpr double last = std::numeric_limits<double>::infinity(); // sorts after every number

// Returns t2 as text; a run that memorized but has not generalized shows how long it tried.
QString t2Text(const RunRow& run)
{
    if (!run.summary.t2 && run.summary.verdict == Verdict::Memorized)
        return QStringLiteral("> ") + countText(run.summary.lastStep);
    return crossingText(run.summary.t2);
}

double crossingKey(const std::optional<Crossing>& crossing)
{
    return crossing ? static_cast<double>(crossing->step) : last;
}

QString nameText(const RunRow& run)
{
    return run.error.isEmpty() ? run.name : RunsModel::tr("%1 (cannot be read)").arg(run.name);
}

QString displayText(const RunRow& run, int column)
{
    switch (column) {
    case RunsModel::Name:
        return nameText(run);
    case RunsModel::VerdictColumn:
        return run.error.isEmpty() ? verdictText(run.summary.verdict, run.live) : QString();
    case RunsModel::T1:
        return crossingText(run.summary.t1);
    case RunsModel::T2:
        return t2Text(run);
    case RunsModel::Gap:
        return run.summary.gap ? countText(*run.summary.gap) : QString();
    case RunsModel::TrainScore:
        return run.last ? percentText(run.last->train.score) : QString();
    case RunsModel::TestScore:
        return run.last ? percentText(run.last->test.score) : QString();
    case RunsModel::Steps:
        return run.last ? countText(run.last->step) : QString();
    case RunsModel::Seed:
        return QString::number(run.seed);
    case RunsModel::Preset:
        return run.preset;
    case RunsModel::Note:
        return run.note;
    case RunsModel::Created:
        return run.created.toString(QStringLiteral("yyyy-MM-dd hh:mm"));
    default:
        return {};
    }
}

QVariant sortKey(const RunRow& run, int column)
{
    switch (column) {
    case RunsModel::VerdictColumn:
        return static_cast<int>(run.summary.verdict);
    case RunsModel::T1:
        return crossingKey(run.summary.t1);
    case RunsModel::T2:
        return crossingKey(run.summary.t2);
    case RunsModel::Gap:
        return run.summary.gap ? static_cast<double>(*run.summary.gap) : last;
    case RunsModel::TrainScore:
        return run.last ? run.last->train.score : -last;
    case RunsModel::TestScore:
        return run.last ? run.last->test.score : -last;
    case RunsModel::Steps:
        return run.last ? static_cast<qlonglong>(run.last->step) : qlonglong{-1};
    case RunsModel::Seed:
        return static_cast<qlonglong>(run.seed);
    case RunsModel::Created:
        return run.created;
    default:
        return displayText(run, column);
    }
}

QString toolTipText(const RunRow& run, int column)
{
    if (!run.error.isEmpty())
        return run.error;
    switch (column) {
    case RunsModel::Name:
        return run.file;
    case RunsModel::VerdictColumn:
        return verdictHelp(run.summary, run.live);
    case RunsModel::T2:
        return run.summary.t2 || run.summary.verdict != Verdict::Memorized
                   ? QString()
                   : RunsModel::tr("Not reached up to the last step: a censored observation.");
    default:
        return displayText(run, column);
    }
}

bool isNumber(int column)
{
    return column >= RunsModel::T1 && column <= RunsModel::Seed;
}

} // namespace

RunsModel::RunsModel(QObject* parent) : QAbstractTableModel(parent) {}

const RunRow* RunsModel::findRow(const QString& file) const
{
    const auto found = m_rowOfFile.find(file);
    return found == m_rowOfFile.end() ? nullptr : &m_rows[static_cast<std::size_t>(found->second)];
}

QModelIndex RunsModel::indexOf(const QString& file) const
{
    const auto found = m_rowOfFile.find(file);
    return found == m_rowOfFile.end() ? QModelIndex() : index(found->second, Name);
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunRow& run = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return displayText(run, index.column());
    case Qt::EditRole:
        return index.column() == Note ? run.note : displayText(run, index.column());
    case Qt::ToolTipRole:
        return toolTipText(run, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(isNumber(index.column()) ? Qt::AlignRight | Qt::AlignVCenter
                                                 : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::CheckStateRole:
        return index.column() == Name && run.error.isEmpty()
                   ? QVariant(run.overlaid ? Qt::Checked : Qt::Unchecked)
                   : QVariant();
    case Qt::DecorationRole:
        return index.column() == VerdictColumn && run.error.isEmpty()
                   ? QVariant(verdictIcon(run.summary.verdict, run.live))
                   : QVariant();
    case SortRole:
        return sortKey(run, index.column());
    case FileRole:
        return run.file;
    default:
        return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static const struct {
        const char* title;
        const char* help;
    } headings[ColumnCount] = {
        {QT_TR_NOOP("Run"), QT_TR_NOOP("Check a run to draw it behind the current one.")},
        {QT_TR_NOOP("Verdict"), QT_TR_NOOP("What the run came to.")},
        {QT_TR_NOOP("t1"), QT_TR_NOOP("Step at which the training set was memorized.")},
        {QT_TR_NOOP("t2"), QT_TR_NOOP("Step at which the run generalized.")},
        {QT_TR_NOOP("Gap"), QT_TR_NOOP("Steps from t1 to t2.")},
        {QT_TR_NOOP("Train"), QT_TR_NOOP("Last train score.")},
        {QT_TR_NOOP("Test"), QT_TR_NOOP("Last test score.")},
        {QT_TR_NOOP("Steps"), QT_TR_NOOP("Last evaluated step.")},
        {QT_TR_NOOP("Seed"), QT_TR_NOOP("Seed of the run.")},
        {QT_TR_NOOP("Preset"), QT_TR_NOOP("What the run started from.")},
        {QT_TR_NOOP("Note"), QT_TR_NOOP("Your note; double-click to write one.")},
        {QT_TR_NOOP("Created"), QT_TR_NOOP("When the run was started.")},
    };
    if (role == Qt::DisplayRole)
        return tr(headings[section].title);
    if (role == Qt::ToolTipRole)
        return tr(headings[section].help);
    if (role == Qt::TextAlignmentRole)
        return QVariant(isNumber(section) ? Qt::AlignRight | Qt::AlignVCenter
                                          : Qt::AlignLeft | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (index.column() == Name)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == Note)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    RunRow& run = m_rows[static_cast<std::size_t>(index.row())];
    if (index.column() == Name && role == Qt::CheckStateRole) {
        run.overlaid = value.toInt() == Qt::Checked;
        emit dataChanged(index, index, {role});
        emit overlayToggled(run.file, run.overlaid);
        return true;
    }
    if (index.column() == Note && role == Qt::EditRole) {
        if (run.note == value.toString())
            return true;
        run.note = value.toString();
        emit dataChanged(index, index);
        emit noteEdited(run.file, run.note);
        return true;
    }
    return false;
}

void RunsModel::setRuns(const std::vector<RunRow>& runs)
{
    beginResetModel();
    m_rows = runs;
    indexRows();
    endResetModel();
}

void RunsModel::updateRun(const RunRow& run)
{
    const auto found = m_rowOfFile.find(run.file);
    if (found == m_rowOfFile.end()) {
        const int row = rowCount();
        beginInsertRows({}, row, row);
        m_rows.push_back(run);
        m_rowOfFile[run.file] = row;
        endInsertRows();
        return;
    }
    m_rows[static_cast<std::size_t>(found->second)] = run;
    emit dataChanged(index(found->second, 0), index(found->second, ColumnCount - 1));
}

void RunsModel::removeRun(const QString& file)
{
    const auto found = m_rowOfFile.find(file);
    if (found == m_rowOfFile.end())
        return;
    const int row = found->second;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    indexRows();
    endRemoveRows();
}

void RunsModel::indexRows()
{
    m_rowOfFile.clear();
    for (int row = 0; row < rowCount(); ++row)
        m_rowOfFile[m_rows[static_cast<std::size_t>(row)].file] = row;
}

} // namespace grokking
