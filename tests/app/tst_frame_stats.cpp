// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The measurement of frames sees what makes a window stutter.
#include "app/window/frame_stats.h"

#include <QDialog>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTimer>
#include <QtTest>

using namespace grokking;

class TestFrameStats : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_stats = std::make_unique<FrameStats>();
        application()->measure(m_stats.get());
        m_stats->start();
    }

    void cleanup()
    {
        application()->measure(nullptr);
        m_stats.reset();
    }

    void blockedThreadIsSeen()
    {
        QTimer::singleShot(0, [] { QThread::msleep(80); });
        wait(150);
        const QJsonObject json = written();
        QVERIFY(json["frames"].toObject()["maxMs"].toDouble() >= 80.0);
        QVERIFY(json["responses"].toObject()["maxMs"].toDouble() >= 60.0);
        QCOMPARE(json["paints"].toObject()["count"].toInt(), 0);
    }

    // Two events in one pass of the event loop are one frame, for the user waits for both.
    void eventsOfOnePassAreOneFrame()
    {
        for (int event = 0; event < 2; ++event)
            QMetaObject::invokeMethod(
                this, [] { QThread::msleep(30); }, Qt::QueuedConnection);
        wait(150);
        QVERIFY(written()["frames"].toObject()["maxMs"].toDouble() >= 60.0);
    }

    void paintingIsCountedAndTheFirstFrameIsTimed()
    {
        QWidget widget;
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        wait(50);
        const QJsonObject json = written();
        QVERIFY(json["paints"].toObject()["count"].toInt() > 0);
        QVERIFY(json["firstFrameMs"].toDouble() > 0.0);
        QVERIFY(!json["torchMappedAtFirstFrame"].toBool());
        QVERIFY(!json["librariesAtFirstFrame"].toArray().isEmpty());
    }

    // A dialog is an event loop in an event; the time it is open is no frame.
    void openDialogIsNoFrame()
    {
        QDialog dialog;
        QTimer::singleShot(0, &dialog, [&dialog] { dialog.exec(); });
        QTimer::singleShot(300, &dialog, &QDialog::reject);
        wait(400);
        QVERIFY(written()["frames"].toObject()["maxMs"].toDouble() < 250.0);
    }

    void stopIsTimed()
    {
        m_stats->noteStop();
        wait(20);
        m_stats->noteStopped();
        QVERIFY(written()["stopEndedMs"].toDouble() >= 20.0);
    }

private:
    // Lets an event loop run that blocks when it has nothing to do, as that of the program.
    static void wait(int milliseconds)
    {
        QEventLoop loop;
        QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
        loop.exec();
    }

    static MeasuredApplication* application() { return static_cast<MeasuredApplication*>(qApp); }

    [[nodiscard]] QJsonObject written() const
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath("stats.json"));
        if (!m_stats->write(file.fileName()) || !file.open(QIODevice::ReadOnly))
            qFatal("no statistics");
        return QJsonDocument::fromJson(file.readAll()).object();
    }

    std::unique_ptr<FrameStats> m_stats;
};

int main(int argc, char** argv)
{
    MeasuredApplication application(argc, argv);
    TestFrameStats test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_frame_stats.moc"
