// SPDX-FileCopyrightText: 2026 Grokking Explorer contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/util/processor.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace grokking;

namespace {

constexpr std::int64_t mebibyte = 1 << 20;

} // namespace

class TestProcessor : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        write("proc/meminfo", "MemTotal:       16384000 kB\n"
                              "MemFree:          100000 kB\n"
                              "MemAvailable:    8192000 kB\n");
    }

    void withoutGroupsTheMachineDecides() { QCOMPARE(available(), 8'192'000 * 1024LL); }

    void unknownMachineSaysNothing()
    {
        QVERIFY(!availableMemory("/nowhere"));
        QVERIFY(availableMemory().value_or(0) > 0); // this one does
    }

    void processLimits()
    {
        write("proc/self/status", "Name:\tgrokking\nVmSize:\t  102400 kB\n"); // 100 MiB
        write("proc/self/limits", "Limit          Soft Limit  Hard Limit  Units\n"
                                  "Max address space         1073741824           unlimited   "
                                  "         bytes\n");
        QCOMPARE(available(), 924 * mebibyte);
        write("proc/self/limits", "Max address space         unlimited            unlimited   "
                                  "         bytes\n");
        QCOMPARE(available(), 8'192'000 * 1024LL);
    }

    void groupOfVersion2Limits()
    {
        write("proc/self/cgroup", "0::/jobs/job 7\n");
        write("sys/fs/cgroup/jobs/job 7/memory.max", "1073741824\n");
        write("sys/fs/cgroup/jobs/job 7/memory.current", "104857600\n"); // 100 MiB
        QCOMPARE(available(), 924 * mebibyte);
    }

    void groupAboveLimitsToo()
    {
        write("proc/self/cgroup", "0::/jobs/job7\n");
        write("sys/fs/cgroup/jobs/job7/memory.max", "max\n");
        write("sys/fs/cgroup/jobs/job7/memory.current", "0\n");
        write("sys/fs/cgroup/jobs/memory.max", "1073741824\n");
        write("sys/fs/cgroup/jobs/memory.current", "1073741824\n");
        QCOMPARE(available(), 0);
    }

    // Pages of files count as used, but the kernel gives them up first.
    void pagesOfFilesAreAvailable()
    {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "1073741824\n");
        write("sys/fs/cgroup/memory.current", "1073741824\n");
        write("sys/fs/cgroup/memory.stat", "anon 1024\ninactive_file 52428800\n");
        QCOMPARE(available(), 50 * mebibyte);
    }

    void groupOfVersion1Limits()
    {
        write("proc/self/cgroup", "5:cpuset:/\n4:cpu,memory:/box\n0::/\n");
        write("sys/fs/cgroup/memory/box/memory.limit_in_bytes", "1073741824\n");
        write("sys/fs/cgroup/memory/box/memory.usage_in_bytes", "104857600\n");
        write("sys/fs/cgroup/memory/box/memory.stat", "total_inactive_file 4194304\n");
        QCOMPARE(available(), 928 * mebibyte);
    }

    // Inside, the path is that outside, and the own group the top one.
    void groupOfAContainerLimits()
    {
        write("proc/self/cgroup", "4:memory:/docker/0123\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1073741824\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "0\n");
        QCOMPARE(available(), 1024 * mebibyte);
    }

    void unlimitedGroupLeavesItToTheMachine()
    {
        write("proc/self/cgroup", "4:memory:/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "0\n");
        QCOMPARE(available(), 8'192'000 * 1024LL);
    }

    void someCoreIsUsable() { QVERIFY(usableCores() >= 1); }

private:
    void write(const QString& path, const char* text)
    {
        QFile file(m_root->filePath(path));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    std::int64_t available() { return availableMemory(m_root->path().toStdString()).value_or(-1); }

    std::unique_ptr<QTemporaryDir> m_root;
};

QTEST_APPLESS_MAIN(TestProcessor)
#include "tst_processor.moc"
