// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Calls the command line program (PROGRAM) and looks at what it wrote.
#pragma once

#include "core/store/run_reader.h"
#include "core/train/catalogs.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <utility>
#include <variant>
#include <vector>

namespace grokking::test {

struct Outcome {
    int status = -1;
    QString out;
    QString err;
};

// A run of a second or less.
inline const QStringList smallRun{"run",
                                  "--preset",
                                  "demo-missing-subclass",
                                  "--set",
                                  "data.n=36",
                                  "--set",
                                  "data.testSize=80",
                                  "--set",
                                  "learner.width=8",
                                  "--set",
                                  "training.batchSize=10",
                                  "--set",
                                  "training.evaluateEvery=20",
                                  "--steps",
                                  "60"};

inline Outcome call(const QStringList& arguments, const QString& input = {},
                    const QString& program = QStringLiteral(PROGRAM))
{
    QProcess process;
    process.start(program, arguments);
    process.write(input.toUtf8());
    process.closeWriteChannel();
    if (!process.waitForFinished(240'000))
        return {.err = "the program does not come to its end"};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

inline QJsonObject objectOf(const QString& line)
{
    return QJsonDocument::fromJson(line.trimmed().toUtf8()).object();
}

inline StoredRun stored(const QString& file)
{
    auto run = readRun(file.toStdString(), catalogs());
    if (!run)
        qFatal("%s", run.error().text().c_str());
    return std::move(*run);
}

template <class Event>
std::vector<Event> eventsOf(const StoredRun& run)
{
    std::vector<Event> found;
    for (const TrainingEvent& event : run.events) {
        if (const auto* match = std::get_if<Event>(&event))
            found.push_back(*match);
    }
    return found;
}

// Returns the small run with another number of steps.
inline QStringList smallRunOf(std::int64_t steps)
{
    QStringList run = smallRun;
    run.last() = QString::number(steps);
    return run;
}

} // namespace grokking::test
