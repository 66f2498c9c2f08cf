// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window looked like and was about when it was last used, so that the next start goes on
// there, also after a crash. A plain value, kept in the user's settings.
#pragma once

#include "core/spec/experiment_spec.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QSettings;

namespace grokking {

struct Session {
    QByteArray geometry;                // of the window, as Qt saves it
    QByteArray panes;                   // widths of form, views and runs
    std::optional<ExperimentSpec> spec; // on the form, perhaps with problems
    int seeds = 1;
    QString shownFile;    // the run on the views; empty for none
    QStringList overlays; // the runs drawn behind it
    bool logSteps = true; // the step axes

    bool operator==(const Session&) const = default;
};

// Returns the session in the settings; what is missing there or cannot be read keeps its default.
[[nodiscard]] Session readSession(const QSettings& settings);
void writeSession(QSettings& settings, const Session& session);

// Writes the session within seconds of a change, and when it is destroyed. GUI thread only.
class SessionKeeper : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionKeeper)

public:
    // `current` returns the session as it is now, and must stay callable.
    explicit SessionKeeper(std::function<Session()> current, QObject* parent = nullptr);
    ~SessionKeeper() override;

public slots:
    // Writes the session if it is another than the last one written.
    void save();

private:
    std::function<Session()> m_current;
    Session m_written;
};

} // namespace grokking
