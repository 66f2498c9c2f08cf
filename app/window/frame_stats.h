// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Measures how fluid the window is, for `--frame-stats FILE` and tests/bench. GUI thread only.
//
// A *frame* is one pass of the event loop, from its first event to the end of its last, if it
// painted something or took at least 5 ms: so neither a slow repaint nor a thread blocked by
// anything else is missed, and thousands of idle passes do not hide them. The *response* is what a
// click would wait: every 10 ms another thread posts an event, and the time until the GUI thread
// takes it is counted, blocked or not scheduled. *Paint* is the time of the events that painted.
#pragma once

#include <QApplication>
#include <QObject>

#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace grokking {

// Durations in milliseconds.
class DurationList
{
public:
    void add(std::chrono::steady_clock::duration duration);
    // Returns count, median, 99th percentile, maximum and histogram.
    [[nodiscard]] QJsonObject json() const;

private:
    std::vector<double> m_milliseconds;
};

class FrameStats : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FrameStats)

public:
    using Clock = std::chrono::steady_clock;

    explicit FrameStats(QObject* parent = nullptr);
    ~FrameStats() override;

    // Begins to count; once the application exists.
    void start();
    // Takes one event of the GUI thread that was not caused by another one.
    void addEvent(Clock::time_point begin, Clock::time_point end);
    // Says that the event in progress paints.
    void notePaint() { m_eventPaints = true; }

    // Writes what was counted as JSON. Returns false if the file cannot be written.
    [[nodiscard]] bool write(const QString& file) const;

public slots:
    // Frames are counted a second time while runs train.
    void setTraining(bool training) { m_training = training; }
    // Stop was pressed, and the runs have ended.
    void noteStop() { m_stop = Clock::now(); }
    void noteStopped();

protected:
    // Takes the events that measure the response.
    void customEvent(QEvent* event) override;

private:
    void endPass();
    void noteFirstFrame();
    [[nodiscard]] std::vector<DurationList*> chosen(DurationList& all, DurationList& training);

    DurationList m_frames, m_framesTraining;
    DurationList m_paints, m_paintsTraining;
    DurationList m_responses, m_responsesTraining;
    std::optional<Clock::time_point> m_passBegin;
    Clock::time_point m_passEnd;
    bool m_eventPaints = false;
    bool m_passPaints = false;
    bool m_training = false;
    std::optional<Clock::time_point> m_stop;
    std::optional<double> m_stopShownMs; // until the window said so
    std::optional<double> m_stopMs;      // until the runs had ended
    std::optional<double> m_firstFrameMs;
    std::vector<std::string> m_libraries; // mapped at the first frame
    std::jthread m_pulse;                 // posts the events that measure the response
};

// The application, which shows its events to the statistics if there are some.
class MeasuredApplication : public QApplication
{
public:
    using QApplication::QApplication;

    // `stats` is borrowed; nullptr ends the measurement.
    void measure(FrameStats* stats) { m_stats = stats; }
    bool notify(QObject* receiver, QEvent* event) override;

private:
    FrameStats* m_stats = nullptr;
    int m_loopLevel = -1;       // of the event in progress; -1 = none
    bool m_interrupted = false; // the event in progress ran an event loop of its own
};

} // namespace grokking
