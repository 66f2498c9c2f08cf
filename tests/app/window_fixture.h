// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An open window with a folder of its own and presets of a second or less, and access to its
// parts, for tests of the whole window.
#pragma once

#include "app/window/main_window.h"
#include "widgets/accuracy_view.h"
#include "widgets/status_line.h"

#include <QAction>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolBar>
#include <QtTest>

#include "tests/support/small_experiment.h"

#include <memory>

namespace grokking::test {

inline std::vector<Preset> windowPresets()
{
    ExperimentSpec quick = smallExperiment();
    quick.preset = "quick";
    ExperimentSpec endless = smallExperiment({"training.steps=1e9", "training.evaluateEvery=50"});
    endless.preset = "endless";
    return {{"quick", "Demonstrations", "A quick run", "Ends at once.", "", quick},
            {"endless", "Demonstrations", "An endless run", "Has to be stopped.", "", endless}};
}

class WindowFixture
{
public:
    WindowFixture()
    {
        qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        reopen();
        experiment().choosePreset("quick");
    }

    // Closes the window and opens another one on the same folder.
    void reopen(const std::vector<Preset>& presets = windowPresets())
    {
        m_window.reset();
        m_window = std::make_unique<MainWindow>(presets);
        m_window->show();
        (void)QTest::qWaitForWindowExposed(m_window.get());
    }

    void close() { m_window.reset(); }

    [[nodiscard]] MainWindow* window() const { return m_window.get(); }
    [[nodiscard]] ExperimentController& experiment() const { return m_window->experiment(); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] RunView* accuracy() const { return part<AccuracyView>(); }
    [[nodiscard]] QString status() const { return part<StatusLine>()->text(); }

    template <class Widget>
    [[nodiscard]] Widget* part() const
    {
        return m_window->findChild<Widget*>();
    }

    [[nodiscard]] QAction* action(const QString& text) const
    {
        for (QAction* const candidate : part<QToolBar>()->actions()) {
            if (candidate->text() == text)
                return candidate;
        }
        qFatal("no action %s", qPrintable(text));
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace grokking::test
