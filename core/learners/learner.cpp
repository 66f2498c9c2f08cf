// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learners/learner.h"

namespace grokking {

Objective Learner::objective()
{
    const std::stop_token never;
    return {evaluate(Split::Train, never).loss, lossGradient(never)};
}

} // namespace grokking
