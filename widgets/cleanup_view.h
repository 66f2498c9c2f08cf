// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lists what could be removed from the library, with sizes, and lets the user choose. Nothing is
// chosen at first. GUI thread only.
#pragma once

#include "widgets/popover.h"

#include <cstdint>
#include <vector>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace grokking {

struct CleanupEntry {
    QString name;
    QString size; // "84 kB"
    std::int64_t bytes = 0;
};

struct CleanupSection {
    QString title;
    QString loss; // what is lost
    std::vector<CleanupEntry> entries;
};

class CleanupView : public Popover
{
    Q_OBJECT

public:
    // `sizeText` writes a number of bytes.
    CleanupView(const std::vector<CleanupSection>& sections,
                QString (*sizeText)(std::int64_t bytes), QWidget* owner);

    [[nodiscard]] QTreeWidget* list() const { return m_list; }
    [[nodiscard]] QPushButton* button() const { return m_remove; }

signals:
    // The user saw the list and wants these entries removed, counted through all sections.
    void removeRequested(const std::vector<int>& entries);

private:
    void addSection(const CleanupSection& section);
    void takeCheck(const QTreeWidgetItem* changed);
    void update(const QTreeWidgetItem* changed);
    [[nodiscard]] std::vector<int> chosen() const;

    QString (*m_sizeText)(std::int64_t);
    QTreeWidget* m_list;
    QLabel* m_loss;
    QPushButton* m_remove;
    std::vector<std::int64_t> m_bytes; // of each entry
    std::vector<bool> m_isChosen;      // likewise
    int m_chosen = 0;                  // how many of them
    std::int64_t m_chosenBytes = 0;
};

} // namespace grokking
