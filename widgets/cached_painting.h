// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A painting inside the axes that is kept as a picture while nothing it depends on changes, so
// that redrawing the plot around it costs nothing. Exports paint it anew, as vectors where they
// can. Needs QCustomPlot: include from .cpp files only. Owned by the plot; GUI thread only.
#pragma once

#include "widgets/plot_painting.h"

#include <QPixmap>

#include <vector>

namespace grokking {

class CachedPainting : public PlotPainting
{
public:
    // Returns what the picture depends on besides size and ranges of the axes.
    using State = std::function<std::vector<double>()>;

    CachedPainting(QCustomPlot* plot, const char* layer, Paint paint, State state);

protected:
    void draw(QCPPainter* painter) override;

private:
    [[nodiscard]] std::vector<double> currentState() const;
    void updatePicture(QPainter::RenderHints hints);

    State m_state;
    std::vector<double> m_drawnState;
    QPixmap m_picture; // of the axes' inside
};

} // namespace grokking
