// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/slow_check.h"

#include "app/window/background.h"
#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

namespace grokking {

SlowCheck::SlowCheck(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

SlowCheck::~SlowCheck()
{
    m_pool.waitForDone();
}

void SlowCheck::start(const ExperimentSpec& spec)
{
    if (m_busy)
        return;
    m_busy = true;
    startOn(m_pool, [this, spec] {
        (void)validate(spec, catalogs()); // remembers what it came to
        callLater(this, [this] {
            m_busy = false;
            emit finished();
        });
    });
}

} // namespace grokking
