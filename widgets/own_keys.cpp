// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/own_keys.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>
#include <array>

namespace grokking {

namespace {

bool usesKey(const QWidget& control, const QKeyEvent& key)
{
    constexpr std::array moves{Qt::Key_Left, Qt::Key_Right, Qt::Key_Up,     Qt::Key_Down,
                               Qt::Key_Home, Qt::Key_End,   Qt::Key_PageUp, Qt::Key_PageDown};
    const bool isMove = std::ranges::find(moves, key.key()) != moves.end();
    if (qobject_cast<const QAbstractSlider*>(&control))
        return isMove;
    if (qobject_cast<const QComboBox*>(&control)) // letters go to the next item
        return isMove || (!key.text().isEmpty() && key.text().front().isPrint());
    if (qobject_cast<const QAbstractItemView*>(&control))
        return true;
    return qobject_cast<const QAbstractButton*>(&control) && key.key() == Qt::Key_Space;
}

// Asks before each shortcut: an accepted event is a key for the control, an ignored one goes on to
// the window.
class OwnKeys : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::ShortcutOverride)
            return false;
        auto& key = static_cast<QKeyEvent&>(*event);
        if (hasNothingTo(key, *watched)) {
            event->ignore();
            return true;
        }
        if ((key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier
            && usesKey(static_cast<QWidget&>(*watched), key)) {
            event->accept();
            return !qobject_cast<QAbstractItemView*>(watched); // the list of a box acts already now
        }
        return false;
    }

private:
    static bool hasNothingTo(const QKeyEvent& key, QObject& field)
    {
        auto* const text = qobject_cast<QLineEdit*>(&field);
        const auto* const line = text ? text : field.findChild<QLineEdit*>();
        return line
               && ((key.matches(QKeySequence::Undo) && !line->isUndoAvailable())
                   || (key.matches(QKeySequence::Redo) && !line->isRedoAvailable()));
    }
};

} // namespace

void keepOwnKeys(QWidget* control)
{
    control->installEventFilter(new OwnKeys(control));
}

} // namespace grokking
