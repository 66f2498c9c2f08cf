// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/session.h"

#include "core/spec/spec_json.h"
#include "core/train/catalogs.h"

#include <QSettings>
#include <QTimer>

#include <chrono>
#include <utility>

namespace grokking {

namespace {

constexpr QLatin1String group("session/");

QString key(const char* name)
{
    return group + QLatin1String(name);
}

} // namespace

Session readSession(const QSettings& settings)
{
    Session session;
    session.geometry = settings.value(key("geometry")).toByteArray();
    session.panes = settings.value(key("panes")).toByteArray();
    const std::string spec = settings.value(key("spec")).toString().toStdString();
    if (auto read = draftFromJson(spec, catalogs(), "session"))
        session.spec = std::move(*read);
    session.seeds = settings.value(key("seeds"), session.seeds).toInt();
    session.shownFile = settings.value(key("shownFile")).toString();
    session.overlays = settings.value(key("overlays")).toStringList();
    session.logSteps = settings.value(key("logSteps"), session.logSteps).toBool();
    return session;
}

void writeSession(QSettings& settings, const Session& session)
{
    settings.setValue(key("geometry"), session.geometry);
    settings.setValue(key("panes"), session.panes);
    if (session.spec)
        settings.setValue(key("spec"), QString::fromStdString(toJson(*session.spec, catalogs())));
    settings.setValue(key("seeds"), session.seeds);
    settings.setValue(key("shownFile"), session.shownFile);
    settings.setValue(key("overlays"), session.overlays);
    settings.setValue(key("logSteps"), session.logSteps);
    settings.sync(); // a crash must not lose it
}

SessionKeeper::SessionKeeper(std::function<Session()> current, QObject* parent)
    : QObject(parent), m_current(std::move(current)), m_written(m_current())
{
    auto* const timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &SessionKeeper::save);
    timer->start(std::chrono::seconds(2));
}

SessionKeeper::~SessionKeeper()
{
    save();
}

void SessionKeeper::save()
{
    Session session = m_current();
    if (session == m_written)
        return;
    m_written = std::move(session);
    QSettings settings;
    writeSession(settings, m_written);
}

} // namespace grokking
