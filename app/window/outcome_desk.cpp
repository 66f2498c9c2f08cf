// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/outcome_desk.h"

#include "app/window/background.h"
#include "app/window/experiment_controller.h"
#include "app/window/outcome_picture.h"
#include "app/window/study_desk.h"
#include "widgets/number_text.h"
#include "widgets/runs_table.h"
#include "widgets/view_grid.h"

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>

namespace grokking {

namespace {

constexpr int shortestRestMs = 2'000; // between two readings of all files
constexpr int restPerReading = 10;    // so that following many runs costs little

// Returns "No finished run has this outcome." of an error's message.
QString sentence(const Error& error)
{
    QString text = QString::fromStdString(error.message);
    text[0] = text[0].toUpper();
    return text + u'.';
}

} // namespace

OutcomesRead readOutcomes(const QStringList& files, const OutcomeChoice& choice,
                          std::span<const Preset> presets, const std::stop_token& stop)
{
    std::vector<std::filesystem::path> paths;
    for (const QString& file : files) {
        std::filesystem::path path = file.toStdString();
        std::error_code problem; // is told of when the file is read
        if (std::filesystem::exists(path, problem) || problem)
            paths.push_back(std::move(path));
    }
    if (paths.size() < 2)
        return {
            Error{ErrorCode::Usage, OutcomeDesk::tr("there are no two runs yet").toStdString(), {}},
            {.chosen = choice}};
    GroupTable table = readTable(paths, {}, presets, keptRuns(choice), stop);
    OutcomeOffer offer = outcomeOffer(choice, table);
    if (keptRuns(offer.chosen) != keptRuns(choice)) // another one than was asked for
        table = readTable(paths, {}, presets, keptRuns(offer.chosen), stop);
    auto picture = outcomePicture(offer.chosen, table);
    if (const auto& damaged = table.unreadable; picture && !damaged.empty())
        picture->notes << OutcomeDesk::tr("Left out: %1 that cannot be read (%2)")
                              .arg(runsText(std::ssize(damaged)),
                                   QString::fromStdString(damaged.front().text()));
    return {std::move(picture), std::move(offer)};
}

OutcomeDesk::OutcomeDesk(ViewGrid& grid, ExperimentController& experiment, RunLibrary& library,
                         std::vector<Preset> presets, QObject* parent)
    : QObject(parent), m_grid(grid), m_experiment(experiment), m_library(library),
      m_presets(std::move(presets)), m_view(new OutcomeView)
{
    m_rest.setSingleShot(true);
    grid.addView(m_view, ViewGrid::Initially::Hidden);
    connect(m_view, &OutcomeView::chosen, this, &OutcomeDesk::choose);
    connect(&grid, &ViewGrid::arrangementChanged, this, &OutcomeDesk::update);
    connect(&experiment, &ExperimentController::runShown, this, &OutcomeDesk::update);
    connect(&experiment, &ExperimentController::viewsCleared, this, &OutcomeDesk::update);
    connect(library.overlays(), &RunOverlays::changed, this, &OutcomeDesk::update);
    connect(&library, &RunLibrary::listed, this, &OutcomeDesk::read);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (std::exchange(m_again, false))
            read();
    });
}

OutcomeDesk::~OutcomeDesk()
{
    m_stop.request_stop(); // or closing the window would wait for thousands of files
}

void OutcomeDesk::listenTo(const RunController& runs)
{
    connect(&runs, &RunController::closed, this, &OutcomeDesk::read);
    connect(&runs, &RunController::finished, this, &OutcomeDesk::read);
}

void OutcomeDesk::listenTo(const RunsTable& table)
{
    connect(&table, &RunsTable::outcomesRequested, this, &OutcomeDesk::show);
}

void OutcomeDesk::listenTo(const StudyDesk& study)
{
    connect(&study, &StudyDesk::pictureRequested, this, [this] { show(); });
    connect(&study, &StudyDesk::runsChosen, this, [this](const QStringList& files) {
        m_study = files;
        m_chosen.clear();
        update();
    });
}

void OutcomeDesk::show(const QStringList& files)
{
    m_chosen = files;
    m_grid.setViewVisible(m_view, true);
    m_grid.maximize(m_view);
    update();
}

OutcomeDesk::Source OutcomeDesk::source() const
{
    if (!m_chosen.isEmpty())
        return {tr("%1 chosen in the table").arg(runsText(m_chosen.size())), m_chosen};
    if (!m_study.isEmpty())
        return {tr("the runs of this study"), m_study};
    QStringList drawn = m_library.overlays()->checked();
    if (const QString shown = m_experiment.shownFile(); !shown.isEmpty() && !drawn.contains(shown))
        drawn << shown;
    drawn.sort();
    return {tr("the runs drawn on the views"), drawn};
}

void OutcomeDesk::choose(const OutcomeChoice& choice)
{
    m_choice = choice;
    readAnew();
}

// Who asks sees it at once.
void OutcomeDesk::readAnew()
{
    m_stop.request_stop();
    m_rest.stop();
    read();
}

// Reads what is not shown yet. A view that is closed forgets which runs were chosen for it.
void OutcomeDesk::update()
{
    if (!m_grid.isViewVisible(m_view)) {
        m_stop.request_stop();
        m_again = false;
        m_shown.reset();
        m_chosen.clear();
    } else if (m_shown != source()) {
        readAnew();
    }
}

// Not too often, and not for nobody.
void OutcomeDesk::read()
{
    if (!m_grid.isViewVisible(m_view))
        return;
    if (m_reading || m_rest.isActive()) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_again = false;
    m_readingTime.start();
    m_shown = source();
    m_stop = std::stop_source();
    inBackground(
        m_pool, this,
        [files = m_shown->files, choice = m_choice, presets = m_presets,
         stop = m_stop.get_token()] {
            return std::make_shared<OutcomesRead>(readOutcomes(files, choice, presets, stop));
        },
        [this, of = *m_shown, choice = m_choice,
         stop = m_stop.get_token()](const std::shared_ptr<OutcomesRead>& read) {
            m_reading = false;
            m_rest.start(std::max(shortestRestMs,
                                  restPerReading * static_cast<int>(m_readingTime.elapsed())));
            if (of == source() && choice == m_choice && !stop.stop_requested()) {
                take(of, *read);
            } else { // others were chosen meanwhile
                m_rest.stop();
                this->read();
            }
        });
}

void OutcomeDesk::take(const Source& source, const OutcomesRead& read)
{
    m_view->showOffer(source.text, read.offer);
    if (read.picture)
        m_view->showPicture(*read.picture);
    else if (source.files.size() < 2)
        m_view->showMessage(tr("Choose several runs in the table and, in their menu, \"Picture of "
                               "their outcomes\"; or a study in the box at the top left."));
    else
        m_view->showMessage(sentence(read.picture.error()));
}

} // namespace grokking
