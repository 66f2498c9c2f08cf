// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/screenshot.h"

#include "app/shared/exit_status.h"
#include "app/window/main_window.h"
#include "widgets/run_view.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include <iostream>
#include <utility>

namespace grokking {

namespace {

constexpr int settleMs = 300; // views draw what arrived last within a few frames

} // namespace

Screenshot::Screenshot(MainWindow& window, ScreenshotOptions options, QObject* parent)
    : QObject(parent), m_window(window), m_options(std::move(options))
{
}

void Screenshot::start(bool waitForRun)
{
    if (m_options.file.empty())
        return;
    if (!waitForRun) {
        takeSoon();
        return;
    }
    const ExperimentController& experiment = m_window.experiment();
    connect(&experiment, &ExperimentController::failed, this, &Screenshot::fail);
    connect(&experiment, &ExperimentController::runShown, this,
            [this](const RunHistory& history, const RunSummary&) {
                if (!history.samples().empty()) // a stored run shows all of its steps at once
                    takeSoon();
            });
    connect(&experiment, &ExperimentController::runUpdated, this, [this](const RunUpdate& update) {
        if (m_options.step && !update.samples.empty()
            && update.samples.back().step >= *m_options.step)
            takeSoon();
    });
    connect(&experiment, &ExperimentController::runFinished, this, &Screenshot::takeSoon);
}

void Screenshot::takeSoon()
{
    if (!std::exchange(m_scheduled, true))
        QTimer::singleShot(settleMs, this, &Screenshot::take);
}

void Screenshot::take()
{
    constexpr int twice = 2; // a plot may move when its ticks are known
    for (RunView* const view : m_window.findChildren<RunView*>())
        for (int time = 0; time < twice && view->isVisible(); ++time)
            view->redraw(); // its turn may not have come
    if (!m_window.grab().save(QString::fromStdString(m_options.file), "PNG")) {
        fail({ErrorCode::FileAccess, "the picture cannot be written here", m_options.file});
        return;
    }
    QApplication::exit(0);
}

void Screenshot::fail(const Error& error)
{
    std::cerr << "error: " << error.text() << std::endl;
    QApplication::exit(static_cast<int>(exitStatus(error)));
}

} // namespace grokking
