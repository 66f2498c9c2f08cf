// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/frame_stats.h"

#include <QAbstractEventDispatcher>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <fstream>
#include <set>
#include <utility>

#include <unistd.h>

namespace grokking {

namespace {

using namespace std::chrono_literals;

constexpr auto slowPass = 5ms;
constexpr auto pulseInterval = 10ms;
constexpr std::array histogramEdgesMs{0.0,  1.0,  2.0,   4.0,   8.0,  16.0,
                                      33.0, 50.0, 100.0, 200.0, 500.0};

const auto pulseType = static_cast<QEvent::Type>(QEvent::registerEventType());

class Pulse : public QEvent
{
public:
    Pulse() : QEvent(pulseType) {}
    const FrameStats::Clock::time_point posted = FrameStats::Clock::now();
};

double milliseconds(FrameStats::Clock::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

// Returns the time since this process was started; the system knows it to 10 ms.
double processAgeMs()
{
    std::ifstream file("/proc/self/stat");
    std::string text;
    std::getline(file, text);
    text.erase(0, text.rfind(')') + 2); // the name may contain spaces
    constexpr int fieldsBefore = 19;    // between the name and the start time
    std::size_t place = 0;
    for (int field = 0; field < fieldsBefore; ++field)
        place = text.find(' ', place) + 1;
    const double startTicks = std::stod(text.substr(place));
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec)
           - 1e3 * startTicks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::vector<std::string> mappedLibraries()
{
    std::ifstream maps("/proc/self/maps");
    std::set<std::string> names;
    for (std::string line; std::getline(maps, line);) {
        const auto slash = line.rfind('/');
        if (slash != std::string::npos && line.find(".so", slash) != std::string::npos)
            names.insert(line.substr(slash + 1));
    }
    return {names.begin(), names.end()};
}

QJsonValue optionalNumber(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

} // namespace

void DurationList::add(std::chrono::steady_clock::duration duration)
{
    m_milliseconds.push_back(milliseconds(duration));
}

QJsonObject DurationList::json() const
{
    std::vector<double> sorted = m_milliseconds;
    std::ranges::sort(sorted);
    const auto quantile = [&sorted](double share) {
        const auto rank = std::ceil(share * static_cast<double>(sorted.size())) - 1.0;
        return sorted.empty() ? 0.0 : sorted[static_cast<std::size_t>(std::max(0.0, rank))];
    };
    QJsonArray histogram;
    for (std::size_t bin = 0; bin < histogramEdgesMs.size(); ++bin) {
        const bool last = bin + 1 == histogramEdgesMs.size();
        const auto begin = std::ranges::lower_bound(sorted, histogramEdgesMs[bin]);
        const auto end =
            last ? sorted.end() : std::ranges::lower_bound(sorted, histogramEdgesMs[bin + 1]);
        histogram.append(QJsonObject{{"fromMs", histogramEdgesMs[bin]},
                                     {"count", static_cast<qint64>(end - begin)}});
    }
    return {{"count", static_cast<qint64>(sorted.size())},
            {"medianMs", quantile(0.5)},
            {"p99Ms", quantile(0.99)},
            {"maxMs", quantile(1.0)},
            {"histogram", histogram}};
}

FrameStats::FrameStats(QObject* parent) : QObject(parent) {}

FrameStats::~FrameStats()
{
    m_pulse = {}; // posts to this object
}

void FrameStats::start()
{
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this,
            &FrameStats::endPass);
    m_pulse = std::jthread([this](const std::stop_token& stop) {
        for (auto next = Clock::now(); !stop.stop_requested(); next += pulseInterval) {
            std::this_thread::sleep_until(next);
            QCoreApplication::postEvent(this, new Pulse, Qt::HighEventPriority);
        }
    });
}

std::vector<DurationList*> FrameStats::chosen(DurationList& all, DurationList& training)
{
    return m_training ? std::vector{&all, &training} : std::vector{&all};
}

void FrameStats::customEvent(QEvent* event)
{
    if (event->type() != pulseType)
        return;
    const auto waited = Clock::now() - static_cast<Pulse*>(event)->posted;
    for (DurationList* const list : chosen(m_responses, m_responsesTraining))
        list->add(waited);
}

void FrameStats::addEvent(Clock::time_point begin, Clock::time_point end)
{
    if (!m_passBegin)
        m_passBegin = begin;
    m_passEnd = end;
    if (std::exchange(m_eventPaints, false)) {
        m_passPaints = true;
        for (DurationList* const list : chosen(m_paints, m_paintsTraining))
            list->add(end - begin);
        if (!m_firstFrameMs)
            noteFirstFrame();
    }
}

void FrameStats::endPass()
{
    if (!m_passBegin)
        return;
    const auto busy = m_passEnd - *std::exchange(m_passBegin, std::nullopt);
    const bool painted = std::exchange(m_passPaints, false);
    if (painted || busy >= slowPass)
        for (DurationList* const list : chosen(m_frames, m_framesTraining))
            list->add(busy);
    if (painted && m_stop && !m_stopShownMs)
        m_stopShownMs = milliseconds(m_passEnd - *m_stop);
}

void FrameStats::noteFirstFrame()
{
    m_firstFrameMs = processAgeMs();
    m_libraries = mappedLibraries();
}

void FrameStats::noteStopped()
{
    if (m_stop && !m_stopMs)
        m_stopMs = milliseconds(Clock::now() - *m_stop);
}

bool FrameStats::write(const QString& file) const
{
    QJsonArray libraries;
    for (const std::string& name : m_libraries)
        libraries.append(QString::fromStdString(name));
    const bool torch = std::ranges::any_of(
        m_libraries, [](const std::string& name) { return name.starts_with("libtorch"); });
    const QJsonObject json{
        {"firstFrameMs", optionalNumber(m_firstFrameMs)},
        {"torchMappedAtFirstFrame", torch},
        {"stopShownMs", optionalNumber(m_stopShownMs)},
        {"stopEndedMs", optionalNumber(m_stopMs)},
        {"frames", m_frames.json()},
        {"paints", m_paints.json()},
        {"responses", m_responses.json()},
        {"whileTraining", QJsonObject{{"frames", m_framesTraining.json()},
                                      {"paints", m_paintsTraining.json()},
                                      {"responses", m_responsesTraining.json()}}},
        {"librariesAtFirstFrame", libraries}};
    QFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(QJsonDocument(json).toJson()) > 0;
}

bool MeasuredApplication::notify(QObject* receiver, QEvent* event)
{
    if (!m_stats || QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    if (event->type() == QEvent::Paint)
        m_stats->notePaint();
    const int loopLevel = QThread::currentThread()->loopLevel();
    if (loopLevel == m_loopLevel) // caused by the event in progress
        return QApplication::notify(receiver, event);
    const int outerLevel = std::exchange(m_loopLevel, loopLevel);
    m_interrupted = false;
    const auto begin = FrameStats::Clock::now();
    const bool handled = QApplication::notify(receiver, event);
    if (!m_interrupted && m_stats)
        m_stats->addEvent(begin, FrameStats::Clock::now());
    m_loopLevel = outerLevel;
    m_interrupted = outerLevel >= 0;
    return handled;
}

} // namespace grokking
