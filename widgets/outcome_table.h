// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings of a study came to, a row for each. Shows the texts it is given; copies them as
// a table for a spreadsheet. GUI thread only.
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;
class QTreeWidget;

namespace grokking {

class OutcomeTable : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutcomeTable)

public:
    explicit OutcomeTable(QWidget* parent = nullptr);

    [[nodiscard]] QTreeWidget* view() const { return m_view; }
    // Returns the table as lines of cells with tabs between, headings first.
    [[nodiscard]] QString text() const;

public slots:
    // Shows rows of texts; what is selected and how wide columns are stays if the headings do.
    void showRows(const QStringList& headings, const std::vector<QStringList>& rows);
    // Says something in place of rows.
    void showMessage(const QString& message);

signals:
    // The runs of this row are to be shown.
    void rowActivated(int row);
    // A picture of all rows is wanted.
    void pictureRequested();

private:
    void setHeadings(const QStringList& headings);
    enum class Widths { Anew, Grow };
    void fitColumns(Widths widths);
    void copy() const;

    QLabel* m_title;
    QToolButton* m_picture;
    QToolButton* m_copy;
    QLabel* m_message;
    QTreeWidget* m_view;
    QStringList m_headings;
};

} // namespace grokking
