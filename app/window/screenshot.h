// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Saves a picture of the window once a step, or the end of the run, is shown, and quits the
// program: for documentation and for machines without a display. GUI thread only.
#pragma once

#include "core/util/result.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <string>

namespace grokking {

class MainWindow;

struct ScreenshotOptions {
    std::string file; // PNG; empty = none
    std::optional<std::int64_t> step;
};

class Screenshot : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Screenshot)

public:
    // `window` is borrowed and outlives this.
    Screenshot(MainWindow& window, ScreenshotOptions options, QObject* parent = nullptr);

    // Begins to wait, if a picture is asked for: for a run if there is one, else for the window.
    void start(bool waitForRun);

private:
    void take();
    void takeSoon();
    void fail(const Error& error);

    MainWindow& m_window;
    ScreenshotOptions m_options;
    bool m_scheduled = false;
};

} // namespace grokking
