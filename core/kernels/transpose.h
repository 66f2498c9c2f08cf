// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Transposes matrices on the calling thread, with vector instructions. Nothing is allocated.
#pragma once

#include "core/kernels/matrix_view.h"

namespace grokking {

// result = source transposed, converted to its type; both have contiguous rows.
template <class From, class To>
void transpose(const ConstMatrixView<From>& source, const MatrixView<To>& result);

} // namespace grokking
