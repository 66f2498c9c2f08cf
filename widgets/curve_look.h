// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How curves are drawn, the same in all views: smoothed or not, several seeds as bands or as
// traces. And the actions that choose it, for context menus and by key. GUI thread only.
#pragma once

#include <QObject>

#include <vector>

class QAction;
class QActionGroup;
class QMenu;

namespace grokking {

class CurveView;

enum class Smoothing { Off, Light, Medium, Strong };

// Runs of one experiment with different seeds: a median with its quartiles, or every run.
enum class SeedsLook { Bands, Traces };

struct CurveLook {
    Smoothing smoothing = Smoothing::Off;
    SeedsLook seeds = SeedsLook::Bands;

    bool operator==(const CurveLook&) const = default;
};

// Gives views their look. Owned by the widget whose views it serves; key S goes through the
// strengths of smoothing, key B between bands and traces.
class CurveLookActions : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CurveLookActions)

public:
    explicit CurveLookActions(QWidget* parent);

    // Puts the actions into the view's context menu and gives it the look from now on. Borrowed; a
    // view may go first.
    void addView(CurveView* view);

    [[nodiscard]] CurveLook look() const { return m_look; }

public slots:
    void setLook(const grokking::CurveLook& look);

signals:
    void lookChanged(const grokking::CurveLook& look);

private:
    void addSmoothing();
    void addSeeds();
    void showChoice();

    QMenu* m_menu;
    QActionGroup* m_strengths;
    QAction* m_nextStrength;
    QAction* m_bands;
    CurveLook m_look;
};

} // namespace grokking
