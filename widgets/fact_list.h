// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Facts as lines of title and value, with a heading: what is known of the data before training.
// Says why there are none, and that others are being found. GUI thread only.
#pragma once

#include <QString>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace grokking {

struct Fact {
    QString title;
    QString value;
    QString help; // what it means, as a tool tip

    bool operator==(const Fact&) const = default;
};

class FactList : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FactList)

public:
    explicit FactList(const QString& heading, QWidget* parent = nullptr);

    // Returns what the list says in words: "Total variation: 0.300, ...", or the message.
    [[nodiscard]] QString description() const;

public slots:
    void showFacts(const std::vector<grokking::Fact>& facts);
    // Shows this in place of facts.
    void showMessage(const QString& message);
    // Says that facts are being found; those shown are kept until then, but grey.
    void showBusy(const QString& message);

private:
    void clear();

    QGridLayout* m_lines;
    std::vector<Fact> m_facts;
    std::vector<QWidget*> m_labels;
    QLabel* m_message;
};

} // namespace grokking
