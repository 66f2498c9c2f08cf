// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program.

#include "app/shared/exit_status.h"
#include "app/shared/outcome_series.h"
#include "app/window/figure.h"
#include "app/window/frame_stats.h"
#include "app/window/main_window.h"
#include "app/window/preferences.h"
#include "app/window/screenshot.h"
#include "app/window/session.h"
#include "app/window/study_desk.h"
#include "app/window/termination.h"
#include "core/spec/study_json.h"
#include "core/train/catalogs.h"
#include "core/util/nearest_names.h"
#include "resources/embedded_presets.h"
#include "widgets/theme.h"

#include <CLI/CLI.hpp>

#include <QApplication>
#include <QSettings>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

struct Options {
    std::vector<std::string> files; // and folders, for a figure
    std::string preset = std::string(grokking::defaultPresetId);
    bool run = false;
    bool fresh = false; // not where the last session ended
    int seeds = 1;
    grokking::ScreenshotOptions screenshot;
    grokking::FigureOptions figure;
    std::optional<std::int64_t> step; // of screenshot or figure
    std::string size;
    std::string theme; // empty: what the user prefers
    std::string frameStats;
};

std::vector<std::string> outcomeNames()
{
    std::vector<std::string> names;
    for (const grokking::OutcomeKind& kind : grokking::outcomeKinds())
        names.emplace_back(kind.id);
    return names;
}

// Refuses all but these names, and names the nearest; the help lists all.
CLI::Validator knownName(const std::vector<std::string>& names, const std::string& wanted)
{
    CLI::Validator known = CLI::IsMember(names);
    return known.operation([names, wanted](const std::string& name) {
        const bool isKnown = std::ranges::find(names, name) != names.end();
        return isKnown ? std::string()
                       : name + ": there is no such " + wanted
                             + grokking::nearestText(grokking::nearestNames(name, names))
                             + "; --help lists all";
    });
}

void declare(CLI::App& app, Options& options)
{
    auto* const file =
        app.add_option("FILE", options.files,
                       "Run file (.grok) to show; for --figure any number, and folders of them");
    app.add_option("--preset", options.preset, "Ready-made experiment to begin with")
        ->excludes(file);
    app.add_flag("--run", options.run, "Start the run at once")->excludes(file);
    app.add_option("--seeds", options.seeds, "How many runs to start, of as many seeds")
        ->check(CLI::Range(1, 100))
        ->excludes(file);
    app.add_flag("--fresh", options.fresh, "Start with the default instead of the last session");
    auto* const screenshot =
        app.add_option("--screenshot", options.screenshot.file,
                       "Save a picture of the window (PNG) once the run has ended, and quit");
    auto* const figure =
        app.add_option("--figure", options.figure.file,
                       "Draw all runs into one picture (.png, .svg, .pdf) without a window: a "
                       "median and quartiles for the seeds of each experiment")
            ->needs(file)
            ->excludes(screenshot);
    app.add_option("--view", options.figure.view, "What the figure shows")
        ->check(knownName(grokking::figureViews(), "view"))
        ->capture_default_str()
        ->needs(figure);
    auto* const layer =
        app.add_option("--layer", options.figure.layer,
                       "What a figure of the landscape (--view landscape) shows below the paths: "
                       "what training minimizes unless chosen; basin trains from a grid of "
                       "starts, which takes a while: from which it groks, and how late")
            ->check(knownName(grokking::landscapeLayers(), "layer"))
            ->needs(figure);
    app.add_option("--grid", options.figure.starts, "Starts of the basin a side")
        ->check(CLI::Range(2, 1000))
        ->capture_default_str()
        ->needs(layer);
    auto* const against =
        app.add_option("--against", options.figure.outcomes.against,
                       "Draw what the runs came to against this setting, for example "
                       "data.trainFraction, instead of a view; or, with --outcome gap, each run "
                       "against its share of steps at low error and high complexity: lehc-share")
            ->needs(figure);
    app.add_option("--outcome", options.figure.outcomes.outcome,
                   "What is drawn against the setting")
        ->check(knownName(outcomeNames(), "outcome"))
        ->capture_default_str()
        ->needs(against);
    app.add_option("--lines", options.figure.outcomes.lines,
                   "Lines between which lehc-share counts: group (medians of each group), all (of "
                   "all runs), or their error and complexity, for example 0.2,25")
        ->capture_default_str()
        ->needs(against);
    app.add_flag(
           "--fit", options.figure.outcomes.fits,
           "With --outcome gap: every run by its gap in epochs, median and quartiles over all "
           "runs of a setting, and the line ln gap = slope x + intercept through all with "
           "Pearson's r and its p, as `grokking fit` prints them; runs that never reached t2 "
           "are hollow and count as if they had at their end")
        ->needs(against);
    app.add_option("--at-step", options.step,
                   "Step at which the screenshot is taken, or that a figure of one run shows");
    app.add_option("--size", options.size,
                   "Size of the window or the figure, for example 1920x1080");
    app.add_option("--theme", options.theme, "light, dark or system")
        ->transform(CLI::IsMember({"light", "dark", "system"}));
    app.add_option("--frame-stats", options.frameStats)->group(""); // for tests/bench
    app.set_version_flag("--version", "grokking-explorer " GROKKING_VERSION);
}

// Returns the size for "WIDTHxHEIGHT", or an invalid one.
QSize sizeFrom(const std::string& text)
{
    int width = 0;
    int height = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2)
        return {};
    return {width, height};
}

void watch(grokking::RunController& runs, grokking::FrameStats& stats)
{
    using grokking::RunState;
    QObject::connect(&runs, &grokking::RunController::stateChanged, &stats,
                     [&stats](RunState state) {
                         stats.setTraining(state == RunState::Running);
                         if (state == RunState::Stopping)
                             stats.noteStop();
                         if (state == RunState::Idle)
                             stats.noteStopped();
                     });
}

} // namespace

int main(int argc, char** argv)
{
    using namespace grokking;
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow (ulimit -f) is an error of writing
    constexpr int badUsage = static_cast<int>(ExitStatus::BadUsage);
    constexpr int badInput = static_cast<int>(ExitStatus::BadInput);
    constexpr int fileError = static_cast<int>(ExitStatus::FileError);

    CLI::App parser("Shows how networks memorize first and understand later.", "grokking-explorer");
    Options options;
    declare(parser, options);
    // Help, version and mistakes need no display.
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return parser.exit(error) == 0 ? 0 : badUsage;
    }
    const QSize size = sizeFrom(options.size);
    if (!options.size.empty() && size.isEmpty()) {
        std::cerr << "error: --size " << options.size << ": write WIDTHxHEIGHT, like 1920x1080\n";
        return badUsage;
    }
    if (options.step && options.figure.file.empty() && options.screenshot.file.empty()) {
        std::cerr << "error: --at-step: needs --screenshot or --figure\n";
        return badUsage;
    }
    if (options.figure.outcomes.fits && options.figure.outcomes.outcome != "gap") {
        std::cerr << "error: --fit: is of the gap; add --outcome gap\n";
        return badUsage;
    }
    options.screenshot.step = options.figure.step = options.step;
    if (options.figure.file.empty() && options.files.size() > 1) {
        std::cerr << "error: " << options.files[1]
                  << ": the window shows one run; open others in its table of runs, or draw all "
                     "with --figure\n";
        return badUsage;
    }
    auto presets = loadPresets(embeddedPresetTexts(), catalogs());
    if (!presets) {
        std::cerr << "error: " << presets.error().text() << "\n";
        return badInput;
    }
    const auto studies = loadStudies(embeddedPresetTexts(), *presets, catalogs());
    if (!studies) {
        std::cerr << "error: " << studies.error().text() << "\n";
        return badInput;
    }
    const bool study =
        std::ranges::find(*studies, options.preset, &StudySpec::id) != studies->end();
    if (!study && std::ranges::find(*presets, options.preset, &Preset::id) == presets->end()) {
        std::vector<std::string> ids = idsOf(*presets);
        for (const std::string& id : idsOf(*studies))
            ids.push_back(id);
        std::cerr << "error: " << options.preset << ": there is no such preset"
                  << nearestText(nearestNames(options.preset, ids))
                  << "; see `grokking list presets`\n";
        return badInput;
    }

    if (!options.figure.file.empty() && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // a figure needs no display
    int noArguments = 1;
    MeasuredApplication application(noArguments, argv);
    QApplication::setOrganizationName("grokking-explorer");
    QApplication::setApplicationName("grokking-explorer");
    QApplication::setApplicationDisplayName("Grokking Explorer");
    applyTheme(application, colorSchemeNamed(QString::fromStdString(options.theme))
                                .value_or(readPreferences(QSettings()).colors));

    if (!options.figure.file.empty()) {
        if (!size.isEmpty())
            options.figure.size = size;
        const auto drawn = drawFigure(options.figure, options.files, *presets);
        if (!drawn)
            std::cerr << "error: " << drawn.error().text() << "\n";
        else if (*drawn == ExitStatus::Interrupted)
            std::cerr << "interrupted; nothing was written\n";
        return static_cast<int>(drawn ? *drawn : exitStatus(drawn.error()));
    }

    const Termination termination;
    QObject::connect(&termination, &Termination::requested, &application,
                     [] { QApplication::exit(0); }); // the window asks nothing
    FrameStats stats;
    MainWindow window(std::move(*presets));
    if (!options.frameStats.empty()) {
        watch(window.runs(), stats);
        application.measure(&stats);
        stats.start();
    }
    Screenshot screenshot(window, options.screenshot);
    // Whoever asks for something gets that; otherwise the last session goes on.
    std::optional<SessionKeeper> keeper;
    const bool asked = parser.count("--preset") + parser.count("--seeds") > 0 || options.run
                       || !options.files.empty() || !options.screenshot.file.empty();
    const bool resumes = !asked && !options.fresh;
    const Session last = resumes ? readSession(QSettings()) : Session{};
    window.studies().offer(*studies);
    window.experiment().choosePreset(
        QString::fromStdString(study ? std::string(defaultPresetId) : options.preset));
    if (study)
        window.studies().choose(QString::fromStdString(options.preset));
    window.chooseSeeds(options.seeds);
    if (resumes)
        window.restore(last);
    if (!size.isEmpty())
        window.resize(size);
    if (options.screenshot.file.empty())
        keeper.emplace([&window] { return window.session(); });
    window.show();
    if (!options.files.empty())
        window.experiment().show(QString::fromStdString(options.files.front()));
    else if (options.run && study)
        window.studies().run();
    else if (options.run)
        window.experiment().runOrResume();
    screenshot.start(options.run || !options.files.empty());
    const int status = QApplication::exec();
    application.measure(nullptr);
    if (!options.frameStats.empty() && !stats.write(QString::fromStdString(options.frameStats))) {
        std::cerr << "error: " << options.frameStats << ": cannot be written here\n";
        return fileError;
    }
    return status;
}
