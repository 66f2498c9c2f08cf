// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/file_editor.h"

#include "widgets/own_keys.h"
#include "widgets/theme.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLayout>
#include <QLineEdit>
#include <QToolButton>

namespace grokking {

namespace {

// "~" is the user's folder, as in a shell.
QString withHome(const QString& typed)
{
    return typed.startsWith(QLatin1String("~/")) ? QDir::homePath() + typed.mid(1) : typed;
}

bool isWhole(const QString& path)
{
    return path.isEmpty() || QDir::isAbsolutePath(path);
}

} // namespace

FileEditor::FileEditor(const ParamSpec& param, QWidget* parent)
    : ParamEditor(parent), m_param(param), m_edit(new QLineEdit(this)),
      m_button(new QToolButton(this))
{
    setField(m_edit);
    addButton();
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (isWhole(text.trimmed()))
            take(text.trimmed());
        else // a value at each key would be completed under the user's hands
            emit complained(tr("press Enter to take it from %1").arg(QDir::currentPath()));
    });
    connect(m_edit, &QLineEdit::editingFinished, this, [this] {
        if (const QString typed = m_edit->text().trimmed(); !isWhole(typed))
            take(withHome(typed));
        emit valueCommitted();
    });
}

void FileEditor::setValue(const Value& value)
{
    const QString path = QString::fromStdString(valueText(value));
    if (m_edit->text().trimmed() != path)
        m_edit->setText(path); // of a long one the end is in sight
    m_edit->setToolTip(path);
}

void FileEditor::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        m_button->setIcon(themeIcon(QStringLiteral("open")));
    ParamEditor::changeEvent(event);
}

void FileEditor::addButton()
{
    m_button->setObjectName(QStringLiteral("chooseFile"));
    m_button->setIcon(themeIcon(QStringLiteral("open")));
    m_button->setToolTip(tr("Choose…"));
    m_button->setAccessibleName(
        tr("Choose %1…").arg(QString::fromStdString(m_param.title).toLower()));
    m_button->setFocusPolicy(Qt::TabFocus);
    keepOwnKeys(m_button);
    layout()->setSpacing(2);
    layout()->addWidget(m_button);
    connect(m_button, &QToolButton::clicked, this, &FileEditor::choose);
}

// The dialog does not wait in a loop of its own: the form may lose this row meanwhile.
void FileEditor::choose()
{
    auto* const dialog = new QFileDialog(window(), QString::fromStdString(m_param.title));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    if (const QFileInfo present(m_edit->text().trimmed()); present.dir().exists()) {
        dialog->setDirectory(present.dir());
        dialog->selectFile(present.fileName());
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        take(file);
        emit valueCommitted();
    });
    dialog->open();
}

void FileEditor::take(const QString& path)
{
    const Result<Value> value = parseValue(m_param, path.toStdString());
    if (value)
        emit valueEdited(*value);
    else
        emit complained(QString::fromStdString(value.error().message));
}

} // namespace grokking
