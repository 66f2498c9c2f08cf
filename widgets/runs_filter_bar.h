// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line above the table of runs: words and verdicts to show only, and a menu for the rest, which
// the table fills. GUI thread only.
#pragma once

#include <QSet>
#include <QWidget>

class QLineEdit;
class QMenu;
class QToolButton;

namespace grokking {

class RunsFilterBar : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RunsFilterBar)

public:
    explicit RunsFilterBar(QWidget* parent = nullptr);

    [[nodiscard]] QMenu* menu() const;

public slots:
    // Writes these words into the line, as if the user had.
    void setWords(const QString& words);
    // Puts the cursor into the line.
    void focusWords();

signals:
    void wordsChanged(const QString& words);
    // The user chose verdicts (int of Verdict) to show; none: all.
    void verdictsChosen(const QSet<int>& verdicts);
    // The Down key in the line asks for the list below.
    void leaveRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fillVerdicts();
    void chooseVerdicts();

    QLineEdit* m_words;
    QToolButton* m_verdicts;
    QToolButton* m_more;
};

} // namespace grokking
