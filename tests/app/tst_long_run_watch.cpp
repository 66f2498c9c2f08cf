// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a desktop hears of long runs. The desktop's services are played by the test, on a bus of
// its own (dbus-run-session).

#include "app/window/long_run_watch.h"

#include <QDBusConnection>
#include <QTemporaryDir>
#include <QWidget>
#include <QtTest>

#include "tests/support/small_experiment.h"

#include <array>
#include <memory>
#include <poll.h>
#include <unistd.h>

using namespace grokking;
using namespace grokking::test;

class FakeLogin : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public:
    ~FakeLogin() override { forget(); }

    // Returns whether somebody keeps the lock that was given last.
    [[nodiscard]] bool isLocked() const
    {
        pollfd state{m_lock, POLLIN, 0};
        return m_lock >= 0 && poll(&state, 1, 0) == 0;
    }

    QStringList reasons;

public slots:
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString&, const QString& why,
                                    const QString& mode)
    {
        reasons << what + '|' + why + '|' + mode;
        forget();
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0)
            qFatal("no pipe");
        m_lock = ends[0];
        QDBusUnixFileDescriptor lock(ends[1]); // a copy
        ::close(ends[1]);
        return lock;
    }

private:
    void forget()
    {
        if (m_lock >= 0)
            ::close(m_lock);
        m_lock = -1;
    }

    int m_lock = -1; // reports the end of the pipe once nobody has the other one
};

class FakeNotifications : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QStringList messages;

public slots:
    uint Notify(const QString&, uint, const QString&, const QString& summary, const QString& body,
                const QStringList&, const QVariantMap&, int)
    {
        messages << summary + ": " + body;
        return 1;
    }
};

class TestLongRunWatch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
        if (bus.isEmpty())
            QSKIP("needs a bus of its own: run it with dbus-run-session");
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", bus);
        auto desktop = QDBusConnection::connectToBus(QDBusConnection::SessionBus, "desktop");
        QVERIFY(desktop.registerService("org.freedesktop.login1"));
        QVERIFY(desktop.registerService("org.freedesktop.Notifications"));
        QVERIFY(desktop.registerObject("/org/freedesktop/login1", &m_login,
                                       QDBusConnection::ExportAllSlots));
        QVERIFY(desktop.registerObject("/org/freedesktop/Notifications", &m_notifications,
                                       QDBusConnection::ExportAllSlots));
    }

    void init()
    {
        m_login.reasons.clear();
        m_notifications.messages.clear();
        m_runs = std::make_unique<RunController>();
        m_window = std::make_unique<QWidget>();
    }

    void cleanup()
    {
        m_window.reset();
        m_runs.reset();
    }

    void longRunKeepsTheMachineAwakeUntilItEnds()
    {
        const LongRunWatch watch(*m_runs, *m_window, std::chrono::milliseconds(0));
        start({"training.steps=1e9"});
        QTRY_VERIFY_WITH_TIMEOUT(m_login.isLocked(), 60'000);
        QCOMPARE(m_login.reasons, QStringList{"idle:sleep|Training goes on|block"});
        m_runs->stop();
        QTRY_VERIFY(!m_login.isLocked());
    }

    void pausedRunLetsTheMachineSleep()
    {
        const LongRunWatch watch(*m_runs, *m_window, std::chrono::milliseconds(0));
        start({"training.steps=1e9"});
        QTRY_VERIFY_WITH_TIMEOUT(m_login.isLocked(), 60'000);
        m_runs->pause();
        QTRY_VERIFY(!m_login.isLocked());
        m_runs->resume();
        QTRY_VERIFY_WITH_TIMEOUT(m_login.isLocked(), 60'000);
    }

    void endOfALongRunIsTold()
    {
        const LongRunWatch watch(*m_runs, *m_window, std::chrono::milliseconds(0));
        QSignalSpy started(m_runs.get(), &RunController::started);
        QSignalSpy finished(m_runs.get(), &RunController::finished);
        start({"training.steps=1e9"});
        QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_login.isLocked(), 60'000);
        m_runs->stop();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        QTRY_COMPARE(m_notifications.messages.size(), 1);
        QVERIFY(m_notifications.messages.front().startsWith("Training has ended: 1 run"));
    }

    void runStoppedBeforeItBeganHasEndedToo()
    {
        QSignalSpy finished(m_runs.get(), &RunController::finished);
        start({"training.steps=1e9"});
        m_runs->stop();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
    }

    void shortRunBothersNobody()
    {
        const LongRunWatch watch(*m_runs, *m_window, std::chrono::hours(1));
        QSignalSpy finished(m_runs.get(), &RunController::finished);
        start({"training.steps=20"});
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
        QVERIFY(m_login.reasons.isEmpty());
        QVERIFY(m_notifications.messages.isEmpty());
    }

    void outcomeCountsVerdicts()
    {
        QCOMPARE(LongRunWatch::outcome({Verdict::Grokked, Verdict::Memorized, Verdict::Grokked}),
                 QString("3 runs: 1 memorized, 2 grokked"));
    }

private:
    void start(std::initializer_list<std::string> changes)
    {
        const QString file = m_folder.filePath(QString::number(++m_count) + ".grok");
        m_runs->start({PlannedRun{smallExperiment(changes), file}});
    }

    FakeLogin m_login;
    FakeNotifications m_notifications;
    QTemporaryDir m_folder;
    int m_count = 0;
    std::unique_ptr<RunController> m_runs;
    std::unique_ptr<QWidget> m_window;
};

QTEST_MAIN(TestLongRunWatch)
#include "tst_long_run_watch.moc"
