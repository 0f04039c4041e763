package dev.hocket.engine.auto;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.hocket.spi.LaneUsage;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The free resources of the machine and of this process, and the demand of lanes for cores. Each
 * value is read only when the search needs it, because reading costs time.
 */
final class MachineLoad {
    private static final double MOST_FILES = 0.8;
    private static final double MOST_HEAP = 0.8;
    private static final double LEAST_MEMORY = 0.1;
    private static final long BOUND_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final double WANTED = 0.3;
    private static final double BUSY = 0.6;
    private static final long SPARE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final CoreDemand demand = new CoreDemand();
    private final LockWaitSampler locks = new LockWaitSampler();
    private @Nullable OperatingSystemMXBean system;
    private long filesAtFirst = -1;
    private long boundAt;
    private int bound = Integer.MAX_VALUE;
    private String boundBy = "";
    private long allocated = -1;
    private long attempts;
    private boolean spare;
    private long spareAt;
    private long coreNanos = -1;

    /** A reading with what the search can use. */
    RunReading reading(long now, LaneUsage pace, WidthSearch search) {
        boolean ended = pace.attempts() > attempts;
        attempts = pace.attempts();
        if (search.raising() && now - boundAt > BOUND_NANOS) {
            boundAt = now;
            findBound(search.width());
            look(search);
        }
        if (!ended && search.raising() && now - spareAt > SPARE_NANOS) {
            findSpare(now, search);
        }
        return new RunReading(
                now,
                pace.attempts(),
                pace.nanos(),
                pace.laneNanos(),
                search.telling() ? demand.nanos() : -1,
                new RunReading.Around(
                        spare, bound, boundBy, locks.share(), locks.lock(), allocated));
    }

    private void look(WidthSearch search) {
        if (search.kind() == LaneKind.THREADS) {
            locks.look();
        }
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
            allocated = threads.getTotalThreadAllocatedBytes();
        }
    }

    private OperatingSystemMXBean system() {
        OperatingSystemMXBean found = system;
        if (found == null) {
            found = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            system = found;
        }
        return found;
    }

    /** Nothing has ended lately: whether that is for want of cores. */
    private void findSpare(long now, WidthSearch search) {
        boolean threads = search.kind() == LaneKind.THREADS;
        long used = threads ? demand.nanos() : system().getProcessCpuTime();
        int among = threads ? search.width() : Runtime.getRuntime().availableProcessors();
        double share = (double) (used - coreNanos) / among / (now - spareAt);
        boolean wanted = coreNanos < 0 || used < coreNanos || share > WANTED;
        // What child processes use is not seen here, only that the machine is busy.
        double load = system().getCpuLoad(); // since it was asked last
        boolean children = ProcessHandle.current().children().findAny().isPresent();
        spare = !wanted && !(children && (load < 0 || load > BUSY));
        coreNanos = used;
        spareAt = now;
    }

    private void findBound(int width) {
        bound = Integer.MAX_VALUE;
        boundBy = "";
        if (heapIsFull()) {
            bound(width, "the heap is nearly full");
        }
        if (freeMemory() < LEAST_MEMORY) {
            bound(width, "the machine's memory is nearly used up");
        }
        if (system() instanceof UnixOperatingSystemMXBean unix) {
            boundFiles(unix, width);
        }
    }

    private void bound(int width, String why) {
        if (width < bound) {
            bound = width;
            boundBy = why;
        }
    }

    /** So many lanes as can have as many open files each as those that run now. */
    private void boundFiles(UnixOperatingSystemMXBean unix, int width) {
        long open = unix.getOpenFileDescriptorCount();
        long most = (long) (MOST_FILES * unix.getMaxFileDescriptorCount());
        if (filesAtFirst < 0) {
            filesAtFirst = open;
        }
        double each = Math.max(0.0, (double) (open - filesAtFirst) / width);
        long further = each == 0 ? Integer.MAX_VALUE : (long) ((most - open) / each);
        long wide = Math.max(width, Math.min(Integer.MAX_VALUE, width + further));
        if (open >= most || wide < 2L * width) {
            bound(
                    open >= most ? width : (int) wide,
                    String.format(Locale.ROOT, "%d of at most %d files are open", open, most));
        }
    }

    /** Whether what survived the last collection fills the heap. */
    private static boolean heapIsFull() {
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            used += left == null ? 0 : left.getUsed();
        }
        return used > MOST_HEAP * Runtime.getRuntime().maxMemory();
    }

    private static double freeMemory() {
        return SystemMemory.freeShare();
    }
}
