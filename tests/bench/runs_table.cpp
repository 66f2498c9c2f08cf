// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// runs_table [RUNS]: how long the table of runs holds the GUI thread with so many runs (10,000) in
// groups of ten seeds: filling, sorting by each column, filtering, and one live run that grows.
// Prints a Markdown table. QT_QPA_PLATFORM=offscreen will do.
#include "widgets/runs_table.h"
#include "widgets/runs_filter.h"
#include "widgets/runs_model.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTreeView>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace grokking;

namespace {

std::vector<RunRow> madeUpRuns(int count)
{
    std::vector<RunRow> runs;
    for (int i = 0; i < count; ++i) {
        RunRow run{.file = QString("/runs/made-up-seed%1.grok").arg(i),
                   .name = QString("made-up-seed%1").arg(i),
                   .preset = "made-up",
                   .seed = i % 10,
                   .created = QDateTime({2026, 1, 1}, {0, 0}).addSecs(i),
                   .group = QString::number(i / 10)};
        run.summary.lastStep = 50'000;
        run.summary.t1 = Crossing{(i * 7919LL) % 1000};
        if (i % 3 != 0)
            run.summary.t2 = Crossing{(i * 104'729LL) % 50'000};
        run.summary.verdict = run.summary.t2 ? Verdict::Grokked : Verdict::Memorized;
        run.last = Sampled{.step = 50'000, .train = {0.0, 1.0}, .test = {0.1, (i % 97) / 97.0}};
        runs.push_back(std::move(run));
    }
    return runs;
}

template <class Work>
double milliseconds(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    QApplication::processEvents(); // also paints
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const std::vector<RunRow> runs = madeUpRuns(argc > 1 ? std::atoi(argv[1]) : 10'000);
    RunsModel model;
    RunsTable table(&model);
    table.resize(600, 900);
    table.show();
    QApplication::processEvents();
    std::printf("| %zu runs on the GUI thread | ms |\n|---|---|\n", runs.size());
    const auto print = [](const char* what, double ms) {
        std::printf("| %s | %.0f |\n", what, ms);
    };
    print("filled", milliseconds([&] { model.setRuns(runs); }));
    print("listed again, nothing changed", milliseconds([&] { model.setRuns(runs); }));
    double slowest = 0.0;
    for (int column = 0; column < RunsModel::ColumnCount; ++column)
        slowest = std::max(
            slowest, milliseconds([&] { table.view()->sortByColumn(column, Qt::AscendingOrder); }));
    print("sorted, slowest column", slowest);
    print("all groups unfolded", milliseconds([&] { table.view()->expandAll(); }));
    slowest = 0.0;
    for (int column = 0; column < RunsModel::ColumnCount; ++column)
        slowest = std::max(slowest, milliseconds([&] {
                               table.view()->sortByColumn(column, Qt::DescendingOrder);
                           }));
    print("sorted unfolded, slowest column", slowest);
    print("filtered", milliseconds([&] { table.setFilter("memorized 7"); }));
    print("filter cleared", milliseconds([&] { table.setFilter(""); }));
    RunRow live = runs.back();
    live.live = true;
    print("a live run told of 100 times", milliseconds([&] {
              for (int i = 0; i < 100; ++i) {
                  live.last->step = i;
                  model.updateRun(live);
                  QApplication::processEvents();
              }
          }));
    return 0;
}
