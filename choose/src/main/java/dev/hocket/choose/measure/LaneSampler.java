package dev.hocket.choose.measure;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Run;
import dev.hocket.Task;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the lanes that are inside the task, again and again, and notes what they do. A state is
 * seen as it is however loaded the machine: a lane that another program keeps from running counts
 * as running, which a clock could not tell from waiting.
 */
public final class LaneSampler {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int LANES_A_LOOK = 32;
    private final Set<Thread> inside = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> lockedAt = new HashMap<>();
    private final Map<String, Integer> waitingAt = new HashMap<>();
    private int running;
    private int locked;
    private int waiting;

    /** Runs a batch on a contender and watches its lanes. */
    public static <I, O extends @Nullable Object> LaneStates watch(
            Job<I, O> job, Contender contender, List<I> batch) {
        LaneSampler watcher = new LaneSampler();
        Thread looking = Thread.ofPlatform().daemon().name("hocket-watch").start(watcher::watch);
        Task<I, O> task = job.task();
        Job<I, O> watched =
                job.task(input -> {
                    watcher.inside.add(Thread.currentThread());
                    try {
                        return task.run(input);
                    } finally {
                        watcher.inside.remove(Thread.currentThread());
                    }
                });
        try (Engine engine = Engine.named(contender.text());
                Run<I, O> run = engine.start(watched, Inputs.of(batch))) {
            run.drain();
        } finally {
            looking.interrupt();
            join(looking);
        }
        return watcher.seen();
    }

    private static void join(Thread looking) {
        try {
            looking.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks until interrupted. */
    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            int looked = 0;
            for (Thread lane : inside) {
                if (looked++ >= LANES_A_LOOK) {
                    break;
                }
                look(lane);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void look(Thread lane) {
        StackTraceElement[] stack = lane.getStackTrace();
        Thread.State state = lane.getState();
        if (!inside.contains(lane)) {
            return;
        }
        switch (state) {
            case BLOCKED -> {
                locked++;
                lockedAt.merge(place(stack), 1, Integer::sum);
            }
            case WAITING, TIMED_WAITING -> {
                boolean forLock = acquires(stack);
                locked += forLock ? 1 : 0;
                waiting += forLock ? 0 : 1;
                (forLock ? lockedAt : waitingAt).merge(place(stack), 1, Integer::sum);
            }
            default -> running++;
        }
    }

    /** Whether it is about to take a lock of java.util.concurrent; a condition is not one. */
    private static boolean acquires(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (!isPlatform(frame)) {
                return false;
            }
            String method = frame.getMethodName();
            if (frame.getClassName().contains("Condition") || method.startsWith("await")) {
                return false;
            }
            if (frame.getClassName().startsWith("java.util.concurrent.locks.")
                    && (method.equals("lock")
                            || method.equals("tryLock")
                            || method.equals("lockInterruptibly")
                            || method.equals("writeLock")
                            || method.equals("readLock"))) {
                return true;
            }
        }
        return false;
    }

    /** The first frame that is not of the JDK: where the user's code got stuck. */
    private static String place(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (!isPlatform(frame)) {
                String file = frame.getFileName() == null ? "?" : frame.getFileName();
                String name = frame.getClassName();
                return String.format(
                        Locale.ROOT,
                        "%s.%s (%s:%d)",
                        name.substring(name.lastIndexOf('.') + 1),
                        frame.getMethodName(),
                        file,
                        frame.getLineNumber());
            }
        }
        return "";
    }

    private static boolean isPlatform(StackTraceElement frame) {
        @Nullable String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    private LaneStates seen() {
        int looks = running + locked + waiting;
        double all = Math.max(1, looks);
        return new LaneStates(
                looks, running / all, locked / all, waiting / all, most(lockedAt), most(waitingAt));
    }

    private static String most(Map<String, Integer> places) {
        return places.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
