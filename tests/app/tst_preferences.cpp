// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/preferences_panel.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace grokking;

class TestPreferences : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder->path());
        QCoreApplication::setOrganizationName("test-preferences");
        QSettings().clear();
    }

    void preferencesComeBack()
    {
        const Preferences preferences{"/runs, all of them", 3, ColorScheme::Dark};
        QSettings settings;
        writePreferences(settings, preferences);
        QVERIFY(readPreferences(QSettings()) == preferences);
    }

    void nonsenseIsTheDefault()
    {
        QSettings settings;
        settings.setValue("preferences/runsAtOnce", "-7");
        settings.setValue("preferences/colors", "mauve");
        QVERIFY(readPreferences(settings) == Preferences{});
    }

    void choicesHoldAtOnceAndAreKept()
    {
        QWidget window;
        PreferencesPanel panel(window, "/default");
        QSignalSpy changed(&panel, &PreferencesPanel::changed);
        panel.findChild<QSpinBox*>()->setValue(4);
        QSignalSpy colors(&panel, &PreferencesPanel::colorsChosen);
        emit panel.findChild<QComboBox*>()->activated(2);
        type(panel, m_folder->filePath("new/runs"));
        const Preferences wanted{m_folder->filePath("new/runs"), 4, ColorScheme::Dark};
        QVERIFY(panel.preferences() == wanted);
        QVERIFY(readPreferences(QSettings()) == wanted);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(colors.size(), 1);
        QVERIFY(QFileInfo(wanted.runFolder).isDir());
        type(panel, "");
        QVERIFY(panel.preferences().runFolder.isEmpty());
    }

    void badFolderIsExplainedAndNotTaken_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("message");
        QTest::addRow("relative") << "runs"
                                  << "whole path";
        QTest::addRow("a file") << "FILE"
                                << "choose a folder";
        QTest::addRow("cannot be made") << "/proc/nowhere"
                                        << "cannot be made";
        QTest::addRow("cannot be written") << "/proc"
                                           << "nothing can be written";
    }

    void badFolderIsExplainedAndNotTaken()
    {
        QFETCH(QString, folder);
        QFETCH(QString, message);
        if (folder == "FILE") {
            QFile file(m_folder->filePath("a file"));
            QVERIFY(file.open(QFile::WriteOnly));
            folder = file.fileName();
        }
        QWidget window;
        PreferencesPanel panel(window, "/default");
        type(panel, folder);
        QVERIFY(panel.preferences().runFolder.isEmpty());
        const auto* const problem = panel.findChild<QLabel*>("problem");
        QVERIFY2(problem->text().contains(message), qPrintable(problem->text()));
        QVERIFY(!problem->isHidden());
    }

    void keyOpensThePanel()
    {
        QWidget window;
        auto* const panel = new PreferencesPanel(window, "/default");
        panel->openAction()->trigger();
        QVERIFY(panel->isVisible());
        QVERIFY(!panel->isModal());
    }

private:
    static void type(PreferencesPanel& panel, const QString& folder)
    {
        auto* const edit = panel.findChild<QLineEdit*>();
        edit->setText(folder);
        emit edit->editingFinished();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(TestPreferences)
#include "tst_preferences.moc"
