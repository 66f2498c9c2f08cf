// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/session.h"

#include "core/spec/spec_fields.h"
#include "core/train/catalogs.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/small_experiment.h"

using namespace grokking;
using namespace grokking::test;

class TestSession : public QObject
{
    Q_OBJECT

private slots:
    void sessionComesBack()
    {
        const Session session{.geometry = QByteArray("\x01\x00geometry", 10),
                              .panes = "panes",
                              .spec = smallExperiment({"seed=7", "data.f=0.3"}),
                              .seeds = 10,
                              .shownFile = "/runs/a.grok",
                              .overlays = {"/runs/b.grok", "/runs/c, d.grok"},
                              .logSteps = false};
        QSettings settings(m_folder.filePath("session.ini"), QSettings::IniFormat);
        writeSession(settings, session);
        const QSettings again(m_folder.filePath("session.ini"), QSettings::IniFormat);
        QVERIFY(readSession(again) == session);
    }

    void nothingStoredIsTheDefault()
    {
        const QSettings settings(m_folder.filePath("none.ini"), QSettings::IniFormat);
        QVERIFY(readSession(settings) == Session{});
    }

    void unreadableSpecIsLeftOut()
    {
        QSettings settings(m_folder.filePath("broken.ini"), QSettings::IniFormat);
        settings.setValue("session/spec", "{\"data\": {\"id\": \"gone\"}}");
        settings.setValue("session/seeds", 3);
        const Session session = readSession(settings);
        QVERIFY(!session.spec);
        QCOMPARE(session.seeds, 3);
    }

    // The form is left as it is, and says itself what is wrong.
    void specThatCannotRunComesBack()
    {
        ExperimentSpec wrong = smallExperiment();
        wrong.data.parameters["n"] = std::int64_t{2}; // of at least 8 subclasses
        QVERIFY(!validate(wrong, catalogs()).empty());
        QSettings settings(m_folder.filePath("wrong.ini"), QSettings::IniFormat);
        writeSession(settings, {.spec = wrong});
        QVERIFY(readSession(settings).spec == wrong);
    }

    void keeperWritesWhatChanged()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName("test");
        Session session;
        {
            SessionKeeper keeper([&session] { return session; });
            session.seeds = 4;
            keeper.save();
            QCOMPARE(readSession(QSettings()).seeds, 4);
            session.seeds = 5;
        }
        QCOMPARE(readSession(QSettings()).seeds, 5);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
