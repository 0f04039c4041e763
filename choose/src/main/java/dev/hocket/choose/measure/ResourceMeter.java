package dev.hocket.choose.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What this process takes: CPU time, its own and that of its children, time its threads queued for
 * a core, and heap. On Linux from {@code /proc}; elsewhere CPU time of the process alone.
 *
 * <p>The time queued is what tells a task that waits from one that is kept waiting by the rest of
 * the machine: CPU time over elapsed time looks the same for both. Where the caller is the only
 * lane, its time is taken, and that of all threads which work for it, such as those that a library
 * in C starts; but not what the JVM's compiler and collector do meanwhile.
 */
public final class ResourceMeter {
    private static final Path PROC = Path.of("/proc");

    /** How the JVM calls its threads that compile and collect, on all of its collectors. */
    private static final Pattern OF_THE_JVM =
            Pattern.compile("(C[12] Comp|G[C1] |VM |Z[A-Z]|Shenandoah|Training|ArchiveW).*");

    private static final long NANOS_PER_TICK = 10_000_000; // USER_HZ is 100 on every Linux
    private final List<MemoryPoolMXBean> pools;
    private final boolean callerWorks;
    private final Reading start;

    private record Clock(long ran, long queued) {
        Clock minus(Clock before) {
            return new Clock(ran - before.ran, queued - before.queued);
        }

        Clock plus(Clock other) {
            return new Clock(ran + other.ran, queued + other.queued);
        }
    }

    private record Reading(
            long cpu, long children, long idle, long all, Map<String, Clock> threads) {}

    private ResourceMeter(boolean callerWorks) {
        this.callerWorks = callerWorks;
        pools =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .toList();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        start = read();
    }

    /**
     * @param callerWorks whether the calling thread is the one lane
     */
    static ResourceMeter started(boolean callerWorks) {
        return new ResourceMeter(callerWorks);
    }

    TimedBatch.Used used() {
        Reading end = read();
        long all = end.all - start.all;
        Clock ran = new Clock(0, 0);
        Clock worked = new Clock(0, 0);
        for (Map.Entry<String, Clock> thread : end.threads.entrySet()) {
            Clock before = start.threads.getOrDefault(thread.getKey(), new Clock(0, 0));
            Clock meanwhile = thread.getValue().minus(before);
            ran = ran.plus(meanwhile);
            if (meanwhile.ran > 0 && !isOfTheJvm(thread.getKey())) {
                worked = worked.plus(meanwhile);
            }
        }
        // Exact but for threads that ended meanwhile; the process's own clock misses none, in
        // ticks.
        long ticked = end.cpu - start.cpu;
        long cpu = Math.abs(ticked - ran.ran) <= 3 * NANOS_PER_TICK ? ran.ran : ticked;
        boolean single = callerWorks && worked.ran > 0;
        return new TimedBatch.Used(
                cpu,
                end.children - start.children,
                single ? worked.ran : cpu,
                single ? worked.queued : ran.queued,
                all <= 0 ? 1 : (double) (end.idle - start.idle) / all,
                pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum());
    }

    private static boolean isOfTheJvm(String thread) {
        Path name = PROC.resolve("self/task").resolve(thread).resolve("comm");
        return OF_THE_JVM.matcher(text(name).trim()).matches();
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
        long idle = ticks(host, 4) + ticks(host, 5);
        return new Reading(cpu, children, idle, all, threads());
    }

    private static long ticks(String[] fields, int i) {
        return i < fields.length ? Long.parseLong(fields[i]) * NANOS_PER_TICK : 0;
    }

    private static Map<String, Clock> threads() {
        Map<String, Clock> threads = new HashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC.resolve("self/task"))) {
            for (Path thread : all) {
                threads.put(String.valueOf(thread.getFileName()), clock(thread));
            }
        } catch (IOException _) {
            return Map.of(); // not Linux
        }
        return threads;
    }

    private static Clock clock(Path thread) {
        String[] fields = text(thread.resolve("schedstat")).trim().split(" ", -1);
        return fields.length < 2
                ? new Clock(0, 0)
                : new Clock(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return ""; // not Linux, or a thread that ended meanwhile
        }
    }
}
