// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command line program: for scripts, clusters and everybody without a display.

#include "app/cli/commands.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>

int main(int argc, char** argv)
{
    using namespace grokking;
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow (ulimit -f) is an error of writing
    CLI::App app("Trains networks that memorize first and understand later, and stores each run "
                 "as one file.",
                 "grokking");
    app.set_version_flag("--version", "grokking " GROKKING_VERSION);
    app.require_subcommand(0, 1); // none is refused below: so an unknown one is named first
    app.footer("Exit status: 0 done; 2 bad usage; 3 bad spec or input file; 4 diverged; 5 file or "
               "disk error;\n75 interrupted, can be resumed. Results go to stdout, progress to "
               "stderr.");
    Action action;
    addListCommand(app, action);
    addRunCommand(app, action);
    addResumeCommand(app, action);
    addStudyCommand(app, action);
    addShowCommand(app, action);
    addTableCommand(app, action);
    addFitCommand(app, action);
    addExportCommand(app, action);
    addSpecCommand(app, action);
    addDataCommand(app, action);
    addLandscapeCommand(app, action);
    addLibraryCommand(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? static_cast<int>(ExitStatus::Done)
                                    : static_cast<int>(ExitStatus::BadUsage);
    }
    if (!action) {
        std::cerr << "error: give a command\n" << app.help();
        return static_cast<int>(ExitStatus::BadUsage);
    }
    try {
        const ExitStatus status = action();
        const bool isWritten = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
        return static_cast<int>(
            isWritten ? status
                      : worse(status, complain({ErrorCode::FileAccess,
                                                "the results cannot be written; see whether the "
                                                "disk is full",
                                                "standard output"})));
    } catch (const std::bad_alloc&) { // a limit that nobody told of
        return static_cast<int>(
            complain({ErrorCode::Unavailable,
                      "there is not enough memory for this; choose fewer examples or a smaller "
                      "network, or raise the limit (ulimit -v)",
                      "memory"}));
    } catch (const std::exception& failure) { // a bug, here or in a library
        return static_cast<int>(
            complain({ErrorCode::Internal, failure.what(), "unexpected error"}));
    }
}
