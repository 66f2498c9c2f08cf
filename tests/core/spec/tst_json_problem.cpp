// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that are no JSON, with the mistakes that people make.
#include "core/spec/json_problem.h"

#include <QtTest>

using namespace grokking;

class TestJsonProblem : public QObject
{
    Q_OBJECT

private slots:
    void mistakeIsSaidWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* name, const QByteArray& text, const char* problem) {
            QTest::newRow(name) << text << problem;
        };
        row("fine", "{\"seed\": 1}", "");
        row("empty", " \n", "it is empty");
        row("comma missing", "{\n  \"seed\": 1\n  \"preset\": \"x\"\n}",
            "in line 3, column 3 a comma or } is expected, not \"preset\"; put it before that");
        row("comma missing in a list", "[1 2]",
            "in line 1, column 4 a comma or ] is expected, not 2; put it before that");
        row("comma at the end", "{\"seed\": 1,\n}",
            "in line 2, column 1 a name in double quotes is expected, not }; remove the comma "
            "before it");
        row("comma at the end of a list", "[1,]",
            "in line 1, column 4 a value is expected, not ]; remove the comma before it");
        row("colon missing", "{\"seed\" 1}",
            "in line 1, column 9 a colon is expected, not 1; put it before that");
        row("value missing", "{\"seed\": }",
            "in line 1, column 10 a value is expected, not }; "
            "correct it");
        row("name without quotes", "{seed: 1}",
            "in line 1, column 2 a name in double quotes is expected, not seed; write names and "
            "texts in double quotes");
        row("single quotes", "{'seed': 1}",
            "in line 1, column 2 a name in double quotes is expected, not 'seed'; write names and "
            "texts in double quotes");
        row("word without quotes", "{\"data\": {\"id\": csv}}",
            "in line 1, column 17 a value is expected, not csv; write names and texts in double "
            "quotes");
        row("no number", "{\"seed\": NaN}",
            "in line 1, column 10 a value is expected, not NaN; write names and texts in double "
            "quotes");
        row("comment", "{\n# mine\n}",
            "in line 2, column 1 a name in double quotes is expected, not #; remove it, JSON has "
            "no comments");
        row("text not ended", "{\"preset\": \"x,\n\"seed\": 1}",
            "in line 1, column 12 a text begins that does not end on its line; add the double "
            "quote at its end");
        row("text not ended in the last line", "{\"preset\": \"x",
            "in line 1, column 12 a text begins that does not end on its line; add the double "
            "quote at its end");
        row("tab in a text", "{\"preset\": \"a\tb\"}",
            "in line 1, column 12 is a text with a tab or another control character; write \\t "
            "for a tab");
        row("path of Windows", "{\"preset\": \"C:\\data\"}",
            "in line 1, column 12 is a text with a \\ that means nothing in JSON; write \\\\ for "
            "a single one");
        row("other letters", "{\"preset\": \"\xe4\"}",
            "in line 1, column 12 is a text that is not UTF-8; save the file as UTF-8");
        row("column in characters", "{\"x\": \"\xc3\xa4\xc3\xa4\" 1}",
            "in line 1, column 12 a comma or } is expected, not 1; put it before that");
        row("cut", "{\"seed\": 1,\n \"data\": {",
            "in line 2, column 11 a name in double quotes is expected, not the end; the text may "
            "have been cut");
        row("cut in a word", "{\"seed\": tru",
            "in line 1, column 10 a value is expected, not tru; write names and texts in double "
            "quotes");
        row("half a word", "{\"seed\": tru}",
            "in line 1, column 10 a value is expected, not tru; write names and texts in double "
            "quotes");
        row("number too large", "{\"seed\": 1e400}",
            "in line 1, column 10 is a number that is too large; correct it");
        row("number not complete", "{\"seed\": 1.}",
            "in line 1, column 10 is a number that is not complete; correct it");
        row("two texts", "{}\n{}", "in line 2, column 1 the end is expected, not {; remove it");
        row("zero byte", QByteArray("{\"seed\": 1\0}", 12),
            "in line 1, column 11 a comma or } is expected; put it before that");
    }

    void mistakeIsSaidWithItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, problem);
        QCOMPARE(QString::fromStdString(jsonProblem(text.toStdString())), problem);
    }
};

QTEST_APPLESS_MAIN(TestJsonProblem)
#include "tst_json_problem.moc"
