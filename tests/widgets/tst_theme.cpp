// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QTest>

using namespace grokking;

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void paletteChoosesTheColors()
    {
        applyTheme(*qApp, ColorScheme::Dark);
        QCOMPARE(themeColors(QApplication::palette()).train, QColor(0x56B4E9));
        applyTheme(*qApp, ColorScheme::Light);
        QCOMPARE(themeColors(QApplication::palette()).train, QColor(0x0072B2));
        QCOMPARE(QApplication::palette().window().color(), QColor(0xFAFAFA));
    }

    void systemFollowsThePaletteBeforeOurs()
    {
        applyTheme(*qApp, ColorScheme::Dark);
        applyTheme(*qApp, ColorScheme::System); // offscreen starts with a light palette
        QCOMPARE(&themeColors(QApplication::palette()), &lightColors());
    }

    void styleSheetHasNoNameLeft()
    {
        applyTheme(*qApp, ColorScheme::Light);
        QVERIFY(!qApp->styleSheet().isEmpty());
        QVERIFY(!qApp->styleSheet().section("*/", 1).contains('@'));
    }

    void everyIconPaintsSomething()
    {
        int count = 0;
        for (QDirIterator icons(":/grokking/icons"); icons.hasNext(); ++count) {
            const QString name = QFileInfo(icons.next()).baseName();
            const QImage image = themeIcon(name).pixmap(24, 24).toImage();
            bool painted = false;
            for (int pixel = 0; pixel < 24 * 24; ++pixel)
                painted = painted || qAlpha(image.pixel(pixel % 24, pixel / 24)) > 200;
            QVERIFY2(painted, qPrintable(name));
        }
        QVERIFY(count > 30);
        QVERIFY(themeIcon("no-such-icon").isNull());
    }

    void iconsFollowThePalette()
    {
        applyTheme(*qApp, ColorScheme::Light);
        const QIcon icon = themeIcon("pause");
        const QImage light = icon.pixmap(24, 24).toImage();
        applyTheme(*qApp, ColorScheme::Dark);
        QVERIFY(icon.pixmap(24, 24).toImage() != light);
    }

    void textIsReadable()
    {
        for (const ThemeColors* colors : {&lightColors(), &darkColors()})
            for (const QColor& text : {colors->text, colors->mutedText, colors->error})
                QVERIFY2(contrast(text, colors->surface) >= 4.5,
                         qPrintable(text.name())); // WCAG AA
    }

private:
    static double luminance(const QColor& color)
    {
        const auto linear = [](double value) {
            return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
               + 0.0722 * linear(color.blueF());
    }
    static double contrast(const QColor& a, const QColor& b)
    {
        const auto [low, high] = std::minmax({luminance(a), luminance(b)});
        return (high + 0.05) / (low + 0.05);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
