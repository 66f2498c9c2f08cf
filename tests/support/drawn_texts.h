// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a plot writes and where: a paint device that notes texts and paints nothing.
#pragma once

#include <QFontMetricsF>
#include <QPaintEngine>
#include <qcustomplot.h>

#include <vector>

namespace grokking::test {

struct DrawnText {
    QString text;
    QRectF ink; // what its glyphs cover, in pixels of the plot
};

class TextEngine final : public QPaintEngine
{
public:
    TextEngine() : QPaintEngine(QPaintEngine::AllFeatures) {}

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF& place, const QTextItem& item) override
    {
        const QRectF ink = QFontMetricsF(item.font()).tightBoundingRect(item.text());
        if (!ink.isEmpty())
            texts.push_back(
                {item.text(), painter()->combinedTransform().mapRect(ink.translated(place))});
    }
    [[nodiscard]] Type type() const override { return User; }

    std::vector<DrawnText> texts;
};

class TextDevice final : public QPaintDevice
{
public:
    explicit TextDevice(const QWidget& widget) : m_widget(widget) {}

    [[nodiscard]] QPaintEngine* paintEngine() const override { return &m_engine; }
    [[nodiscard]] const std::vector<DrawnText>& texts() const { return m_engine.texts; }

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return m_widget.width();
        case PdmHeight:
            return m_widget.height();
        case PdmDepth:
            return 32;
        case PdmNumColors:
            return 0;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        case PdmDpiX:
        case PdmPhysicalDpiX:
            return m_widget.logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY:
            return m_widget.logicalDpiY();
        default:
            return 0;
        }
    }

private:
    const QWidget& m_widget;
    mutable TextEngine m_engine;
};

// Returns all texts of a plot as it is laid out now.
inline std::vector<DrawnText> drawnTexts(QCustomPlot& plot)
{
    TextDevice device(plot);
    {
        QCPPainter painter(&device);
        plot.toPainter(&painter, plot.width(), plot.height());
    }
    return device.texts();
}

inline std::vector<DrawnText> drawnTexts(QWidget& widget)
{
    TextDevice device(widget);
    widget.render(&device);
    return device.texts();
}

} // namespace grokking::test
