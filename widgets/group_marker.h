// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Marks by which subclasses are known: the class by color, the subclass within it by shape, filled
// if it has training samples. Stateless; GUI thread only.
#pragma once

#include "core/util/grouping.h"

#include <QPainterPath>

#include <cstddef>

class QIcon;
class QPainter;
class QPalette;

namespace grokking {

struct ThemeColors;

// Returns the number of a subclass within its class, from 0.
[[nodiscard]] int placeInClass(const Grouping& grouping, std::size_t group);

// Returns the outline of the shape of this number; ten of them, then over again.
[[nodiscard]] QPainterPath markerPath(int shape, const QPointF& center, double radius);

enum class MarkerFill { Filled, Hollow };

// Paints the mark of a subclass.
void paintMarker(QPainter& painter, const ThemeColors& colors, const Grouping& grouping,
                 std::size_t group, const QPointF& center, double radius, MarkerFill fill);

// Returns whether the subclass has no training samples: its mark is hollow.
[[nodiscard]] bool isRemoved(const Grouping& grouping, std::size_t group);

} // namespace grokking
