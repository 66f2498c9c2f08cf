// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a user wants of every session: where runs are kept, how many go on at a time, the colors.
// A plain value, kept in the user's settings.
#pragma once

#include "core/util/result.h"
#include "widgets/theme.h"

#include <QString>

#include <cstddef>
#include <filesystem>
#include <optional>

class QSettings;

namespace grokking {

struct Preferences {
    QString runFolder;          // of the run files; empty for the default one
    std::size_t runsAtOnce = 0; // at most, memory permitting; 0: one per core
    ColorScheme colors = ColorScheme::System;

    bool operator==(const Preferences&) const = default;
};

constexpr std::size_t mostRunsAtOnce = 256;

// Returns the colors called "system", "light" or "dark"; nullopt for another name.
[[nodiscard]] std::optional<ColorScheme> colorSchemeNamed(const QString& name);

// Returns the folder new runs go to: the chosen one, or else the default.
[[nodiscard]] std::filesystem::path runFolderOf(const Preferences& preferences);

// Returns the preferences in the settings; what is missing there or has no meaning is the default.
[[nodiscard]] Preferences readPreferences(const QSettings& settings);
void writePreferences(QSettings& settings, const Preferences& preferences);

// Makes the folder if need be. Fails (FileAccess, Usage) if runs cannot be written there, saying
// what to do.
[[nodiscard]] Status prepareRunFolder(const QString& folder);

} // namespace grokking
