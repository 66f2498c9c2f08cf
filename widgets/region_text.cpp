// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/region_text.h"

#include <QCoreApplication>

namespace grokking {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("region", text);
}

} // namespace

QString regionName(const PlaneRegion& region)
{
    if (region.hasLowError)
        return region.hasHighComplexity ? tr("LEHC") : tr("LELC");
    return region.hasHighComplexity ? tr("HEHC") : tr("HELC");
}

QString regionText(const PlaneRegion& region, const RunSummary& summary)
{
    if (region.hasLowError && region.hasHighComplexity)
        return tr("LEHC memorized");
    return region.isLelc() && summary.t2 ? tr("LELC generalized") : regionName(region);
}

} // namespace grokking
