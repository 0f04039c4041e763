package dev.hocket.choose;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What this process takes: CPU time, its own and that of its children, time its threads queued for
 * a core, and heap. On Linux from {@code /proc}; elsewhere CPU time of the process alone.
 *
 * <p>The time queued is what tells a task that waits from one that is kept waiting by the rest of
 * the machine: CPU time over elapsed time looks the same for both.
 */
final class Meter {
    private static final Path PROC = Path.of("/proc");
    private static final long NANOS_PER_TICK = 10_000_000; // USER_HZ is 100 on every Linux
    private final List<MemoryPoolMXBean> pools;
    private Reading start;

    private record Reading(long cpu, long children, long queued, long idle, long all) {}

    private Meter() {
        pools =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .toList();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        start = read();
    }

    static Meter started() {
        return new Meter();
    }

    Trial.Used used() {
        Reading end = read();
        long all = end.all - start.all;
        return new Trial.Used(
                end.cpu - start.cpu,
                end.children - start.children,
                Math.max(0, end.queued - start.queued),
                all <= 0 ? 1 : (double) (end.idle - start.idle) / all,
                pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum());
    }

    private static Reading read() {
        long cpu =
                ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
        String self = text(PROC.resolve("self/stat"));
        // The second field is the program's name in brackets and may hold anything.
        String[] fields = self.substring(self.lastIndexOf(')') + 1).trim().split(" +", -1);
        long children = ticks(fields, 13) + ticks(fields, 14);
        String[] host = text(PROC.resolve("stat")).lines().findFirst().orElse("").split(" +", -1);
        long all = 0;
        for (int i = 1; i < Math.min(9, host.length); i++) {
            all += ticks(host, i);
        }
        return new Reading(cpu, children, queued(), ticks(host, 4) + ticks(host, 5), all);
    }

    private static long ticks(String[] fields, int i) {
        return i < fields.length ? Long.parseLong(fields[i]) * NANOS_PER_TICK : 0;
    }

    private static long queued() {
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve("self/task"))) {
            for (Path thread : threads) {
                String[] fields = text(thread.resolve("schedstat")).trim().split(" ", -1);
                sum += fields.length < 2 ? 0 : Long.parseLong(fields[1]);
            }
        } catch (IOException _) {
            return 0; // not Linux
        }
        return sum;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return ""; // not Linux, or a thread that ended meanwhile
        }
    }
}
