// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of `grokking`: each adds its options to the parser and sets what to do once they
// are read. The main thread.
#pragma once

#include "app/shared/exit_status.h"

#include <functional>

namespace CLI {
class App;
}

namespace grokking {

// What the chosen command does; set by parsing.
using Action = std::function<ExitStatus()>;

void addListCommand(CLI::App& app, Action& action);
void addRunCommand(CLI::App& app, Action& action);
void addResumeCommand(CLI::App& app, Action& action);
void addStudyCommand(CLI::App& app, Action& action);
void addShowCommand(CLI::App& app, Action& action);
void addTableCommand(CLI::App& app, Action& action);
void addFitCommand(CLI::App& app, Action& action);
void addExportCommand(CLI::App& app, Action& action);
void addSpecCommand(CLI::App& app, Action& action);
void addDataCommand(CLI::App& app, Action& action);
void addLandscapeCommand(CLI::App& app, Action& action);
void addLibraryCommand(CLI::App& app, Action& action);

// Writes "error: ..." to stderr and returns the status for it.
ExitStatus complain(const Error& error);

} // namespace grokking
