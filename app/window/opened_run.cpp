// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/opened_run.h"

#include "core/detection/detector.h"
#include "core/spec/spec_json.h"
#include "core/store/run_group.h"
#include "core/store/run_reader.h"
#include "core/train/catalogs.h"

namespace grokking {

Result<OpenedRun> readOpened(const QString& file, RunHistory::Observations observations)
{
    const auto stored = readRun(file.toStdString(), catalogs());
    if (!stored)
        return stored.error();
    auto history = std::make_shared<RunHistory>(observations);
    for (const TrainingEvent& event : stored->events)
        history->append(event);
    const Detector detector(stored->spec.detection, history->samples());
    const auto& end = history->finished();
    const auto progress = end && end->end != RunEnd::Interrupted ? Detector::Progress::Ended
                                                                 : Detector::Progress::Running;
    return OpenedRun{file,
                     stored->spec,
                     history,
                     detector.summary(progress),
                     detector.definitions(),
                     findSlingshots(history->samples())};
}

QString groupOf(const ExperimentSpec& spec)
{
    return QString::fromStdString(runGroupKey(toJson(spec, catalogs())));
}

} // namespace grokking
