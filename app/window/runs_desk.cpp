// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/runs_desk.h"

#include "app/window/background.h"
#include "app/window/run_difference.h"
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"
#include "widgets/cleanup_view.h"
#include "widgets/number_text.h"
#include "widgets/runs_table.h"

#include <QFileInfo>
#include <QSettings>

namespace grokking {

namespace {

constexpr int columnsDelayMs = 500;

QString columnsKey()
{
    return QStringLiteral("runs/columns-1"); // another number for other columns
}

QString sizeText(std::int64_t bytes)
{
    return QString::fromStdString(bytesText(bytes));
}

// What the clean-up freed, and what went wrong.
struct CleanupDone {
    std::int64_t bytes = 0;
    std::optional<Error> problem;
};

CleanupDone cleanUpAll(const std::vector<CleanupItem>& items)
{
    CleanupDone done;
    for (const CleanupItem& item : items) {
        const auto freed = cleanUp(item);
        if (freed)
            done.bytes += *freed;
        else
            done.problem = freed.error();
    }
    return done;
}

using Specs = Result<std::pair<ExperimentSpec, ExperimentSpec>>;

Specs readSpecs(const QString& left, const QString& right)
{
    auto first = readSpec(left.toStdString(), catalogs());
    if (!first)
        return first.error();
    auto second = readSpec(right.toStdString(), catalogs());
    if (!second)
        return second.error();
    return std::pair{std::move(*first), std::move(*second)};
}

} // namespace

RunsDesk::RunsDesk(RunLibrary& library, RunsTable& table, QObject* parent)
    : QObject(parent), m_library(library), m_table(table), m_editing(library)
{
    m_columnsTimer.setSingleShot(true);
    m_columnsTimer.setInterval(columnsDelayMs);
    connect(&m_columnsTimer, &QTimer::timeout, this, &RunsDesk::keepColumns);
    m_table.restoreColumns(QSettings().value(columnsKey()).toByteArray());
    connectTable();
    connect(&m_library, &RunLibrary::useShown, &m_table, &RunsTable::showUse);
    connect(&m_editing, &RunEditing::failed, this, &RunsDesk::failed);
    connect(&m_editing, &RunEditing::renamed, this, &RunsDesk::renamed);
    connect(&m_editing, &RunEditing::renamed, &m_table,
            [this](const QString&, const QString& to) { m_table.selectFile(to); });
    connect(&m_editing, &RunEditing::removed, this,
            [this](int runs) { emit told(tr("%1 deleted.").arg(runsText(runs)), true); });
    connect(&m_editing, &RunEditing::restored, this,
            [this](int runs) { emit told(tr("%1 brought back.").arg(runsText(runs)), false); });
}

RunsDesk::~RunsDesk()
{
    if (m_columnsTimer.isActive())
        keepColumns();
}

void RunsDesk::connectTable()
{
    connect(&m_table, &RunsTable::overlayToggled, m_library.overlays(), &RunOverlays::setOverlaid);
    connect(&m_table, &RunsTable::noteEdited, &m_editing, &RunEditing::setNote);
    connect(&m_table, &RunsTable::renameRequested, &m_editing, &RunEditing::rename,
            Qt::QueuedConnection); // the editor of the row closes first
    connect(&m_table, &RunsTable::deleteRequested, &m_editing, &RunEditing::remove);
    connect(&m_table, &RunsTable::undoRequested, this, &RunsDesk::undoRemove);
    connect(&m_table, &RunsTable::refreshRequested, &m_library, &RunLibrary::refresh);
    connect(&m_table, &RunsTable::differenceRequested, this, &RunsDesk::showDifference);
    connect(&m_table, &RunsTable::cleanupRequested, this, &RunsDesk::findCleanup);
    connect(&m_table, &RunsTable::columnsChanged, &m_columnsTimer, qOverload<>(&QTimer::start));
}

void RunsDesk::undoRemove()
{
    m_editing.undoRemove();
}

void RunsDesk::keepColumns() const
{
    QSettings().setValue(columnsKey(), m_table.columns());
}

void RunsDesk::showDifference(const QString& left, const QString& right)
{
    inBackground(
        this, [left, right] { return readSpecs(left, right); },
        [this, left, right](const Specs& specs) {
            if (specs)
                new DifferenceView(QFileInfo(left).completeBaseName(),
                                   QFileInfo(right).completeBaseName(),
                                   differencesOf(specs->first, specs->second), &m_table);
            else
                emit failed(specs.error());
        });
}

void RunsDesk::findCleanup()
{
    using Found = Result<std::vector<CleanupItem>>;
    inBackground(
        this,
        [folder = m_library.folder()]() -> Found {
            const auto listed = listRuns(folder);
            if (!listed)
                return listed.error();
            return grokking::findCleanup(folder, *listed);
        },
        [this](const Found& found) {
            if (found)
                showCleanup(withoutLive(*found));
            else
                emit failed(found.error());
        });
}

// What this window is recording is no leftover, however long it has been paused.
std::vector<CleanupItem> RunsDesk::withoutLive(std::vector<CleanupItem> items) const
{
    std::erase_if(items, [this](const CleanupItem& item) {
        return m_library.goesOn(QString::fromStdString(item.file.string()));
    });
    return items;
}

void RunsDesk::showCleanup(const std::vector<CleanupItem>& items)
{
    std::vector<CleanupSection> sections;
    for (const CleanupKindInfo& kind : cleanupKinds()) {
        CleanupSection section{
            QString::fromUtf8(kind.title.data()), QString::fromUtf8(kind.loss.data()), {}};
        for (const CleanupItem& item : items) // they come by kind, as the entries are counted
            if (item.kind == kind.kind)
                section.entries.push_back({QString::fromStdString(item.file.stem().string()),
                                           sizeText(item.bytes), item.bytes});
        sections.push_back(std::move(section));
    }
    auto* const view = new CleanupView(sections, sizeText, &m_table);
    connect(view, &CleanupView::removeRequested, this,
            [this, items](const std::vector<int>& entries) {
                std::vector<CleanupItem> chosen;
                for (const int entry : entries)
                    chosen.push_back(items[static_cast<std::size_t>(entry)]);
                cleanUp(chosen);
            });
}

void RunsDesk::cleanUp(const std::vector<CleanupItem>& items)
{
    inBackground(
        this, [items = withoutLive(items)] { return cleanUpAll(items); },
        [this](const CleanupDone& done) {
            if (done.problem)
                emit failed(*done.problem);
            else
                emit told(tr("%1 freed.").arg(sizeText(done.bytes)), false);
            m_library.refresh();
        });
}

} // namespace grokking
