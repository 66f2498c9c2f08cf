// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cached_painting.h"

#include <utility>

namespace grokking {

CachedPainting::CachedPainting(QCustomPlot* plot, const char* layer, Paint paint, State state)
    : PlotPainting(plot, layer, std::move(paint)), m_state(std::move(state))
{
}

void CachedPainting::draw(QCPPainter* painter)
{
    if (painter->modes().testFlag(QCPPainter::pmNoCaching)
        || painter->modes().testFlag(QCPPainter::pmVectorized)) {
        PlotPainting::draw(painter);
        return;
    }
    updatePicture(painter->renderHints());
    painter->drawPixmap(mParentPlot->axisRect()->rect().topLeft(), m_picture);
}

void CachedPainting::updatePicture(QPainter::RenderHints hints)
{
    std::vector<double> state = currentState();
    if (state == m_drawnState)
        return;
    m_drawnState = std::move(state);
    const QRect inside = mParentPlot->axisRect()->rect();
    const double ratio = mParentPlot->bufferDevicePixelRatio();
    m_picture = QPixmap(inside.size() * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Qt::transparent);
    if (m_picture.isNull())
        return; // no room for anything
    QCPPainter painter(&m_picture);
    painter.setRenderHints(hints);
    painter.translate(-inside.topLeft());
    PlotPainting::draw(&painter);
}

std::vector<double> CachedPainting::currentState() const
{
    const QRect inside = mParentPlot->axisRect()->rect();
    std::vector<double> state = m_state();
    state.insert(state.end(),
                 {static_cast<double>(inside.left()), static_cast<double>(inside.top()),
                  static_cast<double>(inside.width()), static_cast<double>(inside.height()),
                  mParentPlot->bufferDevicePixelRatio()});
    for (const QCPAxis* const axis : {mParentPlot->xAxis, mParentPlot->yAxis})
        state.insert(state.end(), {axis->range().lower, axis->range().upper,
                                   static_cast<double>(axis->scaleType())});
    return state;
}

} // namespace grokking
