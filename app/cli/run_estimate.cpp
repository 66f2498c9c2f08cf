// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_estimate.h"

#include "app/shared/grouped.h"
#include "core/spec/value_json.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace grokking {

std::string runEstimateText(const RunEstimate& run, std::size_t runs, std::size_t jobs)
{
    return estimateText(run, runs, jobs) + "\n" + grouped(run.steps) + " steps and "
           + grouped(run.evaluations) + " evaluations: " + grouped(std::llround(run.stepsPerSecond))
           + " steps/s\n";
}

std::string runEstimateJson(const ExperimentSpec& spec, const RunEstimate& run, std::size_t runs,
                            std::size_t jobs)
{
    using Json = nlohmann::ordered_json;
    const Json json{{"preset", spec.preset.empty() ? Json() : Json(spec.preset)},
                    {"seed", spec.seed},
                    {"runs", runs},
                    {"jobs", jobs},
                    {"steps", run.steps},
                    {"evaluations", run.evaluations},
                    {"steps_per_second", run.stepsPerSecond},
                    {"run_seconds", run.seconds},
                    {"seconds", groupSeconds(run, runs, jobs)},
                    {"bytes", run.bytes * static_cast<std::int64_t>(jobs)}};
    return jsonLine(json);
}

} // namespace grokking
