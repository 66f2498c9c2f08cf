// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verdict_text.h"

#include "widgets/theme.h"

#include <QApplication>
#include <QCoreApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>

namespace grokking {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("verdict", text);
}

QColor colorOf(Verdict verdict, bool live, const ThemeColors& colors)
{
    switch (verdict) {
    case Verdict::Grokked:
    case Verdict::Together:
        return colors.t2;
    case Verdict::Memorized:
        return colors.train;
    case Verdict::Diverged:
        return colors.error;
    case Verdict::Ungrokked:
        return colors.warning;
    default:
        return live ? colors.accent : colors.mutedText;
    }
}

// Paints the glyph of a verdict: filled circle = grokked, half = memorized, ring = together,
// dash = failed, cross = diverged, broken ring = ungrokked, triangle = training.
void paintGlyph(QPainter& painter, const QRectF& circle, const QColor& color, Verdict verdict,
                bool live)
{
    painter.setPen(QPen(color, 1.6));
    painter.setBrush(Qt::NoBrush);
    switch (verdict) {
    case Verdict::Grokked:
        painter.setBrush(color);
        painter.drawEllipse(circle);
        break;
    case Verdict::Memorized:
        painter.drawEllipse(circle);
        painter.setBrush(color);
        painter.drawPie(circle, 90 * 16, 180 * 16);
        break;
    case Verdict::Together:
        painter.drawEllipse(circle);
        break;
    case Verdict::Ungrokked:
        painter.drawArc(circle, 30 * 16, 240 * 16);
        break;
    case Verdict::Diverged:
        painter.drawLine(circle.topLeft(), circle.bottomRight());
        painter.drawLine(circle.topRight(), circle.bottomLeft());
        break;
    case Verdict::Running:
        if (live) {
            painter.setBrush(color);
            painter.drawPolygon(QPolygonF{
                circle.topLeft(), circle.bottomLeft(), {circle.right(), circle.center().y()}});
            break;
        }
        [[fallthrough]];
    case Verdict::Failed:
        painter.drawLine(
            QLineF(circle.left(), circle.center().y(), circle.right(), circle.center().y()));
        break;
    }
}

class GlyphEngine : public QIconEngine
{
public:
    GlyphEngine(Verdict verdict, bool live) : m_verdict(verdict), m_live(live) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode, QIcon::State) override
    {
        const QColor color = colorOf(m_verdict, m_live, themeColors(QApplication::palette()));
        const double radius = 0.32 * rect.height();
        const QPointF center = QRectF(rect).center();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintGlyph(*painter, {center - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)},
                   color, m_verdict, m_live);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new GlyphEngine(*this); }

private:
    Verdict m_verdict;
    bool m_live;
};

} // namespace

QString verdictText(Verdict verdict, bool live)
{
    switch (verdict) {
    case Verdict::Running:
        return live ? translated(QT_TRANSLATE_NOOP("verdict", "training"))
                    : translated(QT_TRANSLATE_NOOP("verdict", "no verdict"));
    case Verdict::Diverged:
        return translated(QT_TRANSLATE_NOOP("verdict", "diverged"));
    case Verdict::Failed:
        return translated(QT_TRANSLATE_NOOP("verdict", "failed"));
    case Verdict::Memorized:
        return translated(QT_TRANSLATE_NOOP("verdict", "memorized"));
    case Verdict::Ungrokked:
        return translated(QT_TRANSLATE_NOOP("verdict", "ungrokked"));
    case Verdict::Together:
        return translated(QT_TRANSLATE_NOOP("verdict", "together"));
    case Verdict::Grokked:
        return translated(QT_TRANSLATE_NOOP("verdict", "grokked"));
    }
    return {};
}

QString verdictHelp(const RunSummary& summary, bool live)
{
    switch (summary.verdict) {
    case Verdict::Running:
        return live
                   ? translated(QT_TRANSLATE_NOOP("verdict", "Still training."))
                   : translated(QT_TRANSLATE_NOOP("verdict", "Ended before anything can be said."));
    case Verdict::Diverged:
        return translated(QT_TRANSLATE_NOOP("verdict", "The %1 became infinite or undefined."))
            .arg(QString::fromStdString(summary.divergedQuantity));
    case Verdict::Failed:
        return translated(QT_TRANSLATE_NOOP("verdict", "Never memorized the training set."));
    case Verdict::Memorized:
        return translated(QT_TRANSLATE_NOOP(
            "verdict", "Memorized the training set and did not generalize up to the last step."));
    case Verdict::Ungrokked:
        return translated(QT_TRANSLATE_NOOP("verdict", "Generalized and lost it again."));
    case Verdict::Together:
        return translated(
            QT_TRANSLATE_NOOP("verdict", "Memorized and generalized at about the same time."));
    case Verdict::Grokked:
        return translated(QT_TRANSLATE_NOOP("verdict", "Memorized first, generalized late."));
    }
    return {};
}

QColor verdictColor(Verdict verdict, const ThemeColors& colors)
{
    return colorOf(verdict, false, colors);
}

void paintVerdict(QPainter& painter, const QRectF& circle, Verdict verdict,
                  const ThemeColors& colors)
{
    paintGlyph(painter, circle, verdictColor(verdict, colors), verdict, false);
}

QIcon verdictIcon(Verdict verdict, bool live)
{
    return QIcon(new GlyphEngine(verdict, live));
}

} // namespace grokking
