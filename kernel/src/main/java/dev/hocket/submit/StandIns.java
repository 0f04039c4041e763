package dev.hocket.submit;

import dev.hocket.spi.Ticker;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run commands for tasks that wait for these commands, so that a bounded engine cannot
 * deadlock on itself.
 *
 * <p><b>Who waits for what.</b> If a task has submitted commands to its own engine's executor and
 * its thread then waits, it is assumed to wait for them, because a thread in {@code
 * CompletableFuture.join} does not reveal what it waits for. A stand-in, a thread beside the lanes,
 * then runs these commands, one at a time. The waiting task runs nothing, so no more attempts run
 * at a time than the engine has lanes, except for the moment until its stand-in has ended. Commands
 * that a stand-in submits belong to the task that it stands in for; if the stand-in waits as well,
 * another one stands in for both. Commands from other threads run only on lanes.
 *
 * <p><b>How it is noticed.</b> No call announces that a thread is about to wait. So while commands
 * of tasks are in the queue, the threads of these tasks are sampled: {@value #FIRST_NANOS} ns after
 * a command was submitted, then after twice the time, up to {@value #LAST_NANOS} ns. A thread waits
 * if two samples show it waiting for the same object; one that is delayed for a moment, for example
 * by a lock, does not count.
 */
final class StandIns {
    /** As many as a fork-join pool adds for workers that are blocked. */
    static final int MOST = 256;

    static final long FIRST_NANOS = 100_000;
    static final long LAST_NANOS = 10_000_000;
    private static final System.Logger LOG = System.getLogger("dev.hocket");

    /** The thread of the task that the calling thread stands in for. */
    private static final ScopedValue<Thread> STANDS_FOR = ScopedValue.newInstance();

    /** The executor. */
    interface Owner {
        /** A command begins that was taken out of the queue. Needs the lock. */
        void begins();

        /** Runs a command that has begun. Throws nothing. */
        void perform(Runnable command);

        /** A command that has begun ends without being run. Needs the lock. */
        void neverBegan();

        /** A thread that runs a command and waits, or null. Needs the lock. */
        @Nullable Thread waiting();
    }

    private final Owner owner;
    private final String engine;
    private final ReentrantLock lock;
    private final CommandQueue commands;
    private final Ticker ticker;

    // Guarded by the lock.
    @SuppressWarnings("IdentityHashMapUsage") // a thread is who it is
    private final Map<Thread, Waiter> waiters = new IdentityHashMap<>();

    private int standing;
    private int started;
    private boolean told;
    private long pause;
    private @Nullable Runnable cancelLook;

    /** None yet, for the commands of an executor that has this lock. */
    StandIns(Owner owner, String engine, ReentrantLock lock, CommandQueue commands, Ticker ticker) {
        this.owner = owner;
        this.engine = engine;
        this.lock = lock;
        this.commands = commands;
        this.ticker = ticker;
    }

    /**
     * Whose commands the calling thread hands in: its task's, or those of whom it stands in for.
     */
    static Thread submitter() {
        return STANDS_FOR.isBound() ? STANDS_FOR.get() : Thread.currentThread();
    }

    static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING -> true;
            case TIMED_WAITING -> LockSupport.getBlocker(thread) != null; // else it sleeps
            default -> false;
        };
    }

    /** A thread, and what it was seen to wait for last. */
    private class Seen {
        /** Null until a stand-in has started. */
        volatile @Nullable Thread thread;

        private @Nullable Object blocker;
        private boolean waited;

        Seen(@Nullable Thread thread) {
            this.thread = thread;
        }

        /** Not if it waits for this executor's own lock, which it is about to get. */
        boolean waits() {
            Thread seen = thread;
            return seen != null && StandIns.waits(seen) && !lock.hasQueuedThread(seen);
        }

        /** Whether it waits for the same as when it was looked at last. */
        @SuppressWarnings("ReferenceEquality") // blockers are who they are
        boolean stillWaits() {
            boolean before = waited;
            Object last = blocker;
            waited = waits();
            blocker = waited ? LockSupport.getBlocker(Objects.requireNonNull(thread)) : null;
            return before && waited && blocker == last;
        }
    }

    /** A task that may wait, and those that stand in for it. */
    private final class Waiter extends Seen {
        final List<Seen> standIns = new ArrayList<>();

        Waiter(Thread task) {
            super(task);
        }

        /** Whether it and all who stand in for it wait. */
        boolean allStillWait() {
            boolean all = stillWaits();
            for (Seen each : standIns) {
                all &= each.stillWaits();
            }
            return all;
        }

        /** Whether all but one of its stand-ins wait. */
        boolean othersWait(Seen one) {
            return waits() && standIns.stream().allMatch(each -> each.equals(one) || each.waits());
        }
    }

    /** A task handed in a command. Needs the lock. */
    void handedIn() {
        if (cancelLook != null && pause == FIRST_NANOS) {
            return;
        }
        if (cancelLook != null) {
            cancelLook.run();
        }
        lookIn(FIRST_NANOS);
    }

    private void lookIn(long nanos) {
        pause = nanos;
        cancelLook = ticker.schedule(this::look, nanos);
    }

    private void look() {
        List<StandIn> begun = new ArrayList<>();
        boolean tooMany = false;
        lock.lock();
        try {
            cancelLook = null;
            for (Thread submitter : commands.submitters()) {
                Thread task = submitter.isAlive() ? submitter : owner.waiting();
                if (task == null || !waiter(task).allStillWait()) {
                    continue;
                }
                if (standing == MOST) {
                    tooMany = !told;
                    told = true;
                    break;
                }
                begun.add(begin(task, Objects.requireNonNull(commands.poll(submitter))));
            }
            waiters.entrySet()
                    .removeIf(each ->
                            each.getValue().standIns.isEmpty()
                                    && !commands.hasNested(each.getKey()));
            if (commands.hasNested()) {
                lookIn(begun.isEmpty() ? Math.min(2 * pause, LAST_NANOS) : FIRST_NANOS);
            }
        } finally {
            lock.unlock();
        }
        begun.forEach(StandIn::start);
        if (tooMany) {
            LOG.log(
                    Level.WARNING,
                    "engine {0}: {1} tasks wait for commands that they submitted to its executor"
                        + " service, and no further thread is started for such commands; combine"
                        + " stages instead of waiting for them",
                    engine,
                    MOST);
        }
    }

    private Waiter waiter(Thread task) {
        return waiters.computeIfAbsent(task, Waiter::new);
    }

    private StandIn begin(Thread task, CommandQueue.Nested command) {
        StandIn begun = new StandIn(task, waiter(task), command, ++started);
        begun.waiter.standIns.add(begun);
        standing++;
        owner.begins();
        return begun;
    }

    /** The names of those that run. */
    List<String> names() {
        lock.lock();
        try {
            return waiters.values().stream()
                    .flatMap(each -> each.standIns.stream())
                    .map(each -> each.thread)
                    .filter(Objects::nonNull)
                    .map(Thread::getName)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** A thread that runs commands of a task one after the other, while the task waits. */
    private final class StandIn extends Seen implements Runnable {
        private final Thread task;
        private final Waiter waiter;
        private final CommandQueue.Nested first;
        private final String name;

        StandIn(Thread task, Waiter waiter, CommandQueue.Nested first, int number) {
            super(null);
            this.task = task;
            this.waiter = waiter;
            this.first = first;
            this.name = "hocket-" + engine + "-stand-in-" + number;
        }

        /** Starts a thread of the task's kind. */
        void start() {
            try {
                if (task instanceof ForkJoinWorkerThread) {
                    startInPool();
                } else if (task.isVirtual()) {
                    Thread.ofVirtual().name(name).start(this);
                } else {
                    Thread.ofPlatform().daemon().name(name).start(this);
                }
            } catch (OutOfMemoryError noThread) { // looked at again
                lock.lock();
                try {
                    commands.putBack(first);
                    owner.neverBegan();
                    left();
                } finally {
                    lock.unlock();
                }
            }
        }

        /** What a command forks stays with it: never in the common pool. */
        private void startInPool() {
            ForkJoinPool pool =
                    new ForkJoinPool(
                            1,
                            owner -> {
                                ForkJoinWorkerThread worker =
                                        ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(
                                                owner);
                                worker.setName(name);
                                return worker;
                            },
                            null,
                            true);
            pool.execute(
                    ForkJoinTask.adapt(() -> {
                        try {
                            run();
                        } finally {
                            pool.shutdown();
                        }
                    }));
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            ScopedValue.where(STANDS_FOR, task).run(this::commands);
        }

        private void commands() {
            for (CommandQueue.Nested next = first; next != null; next = next()) {
                owner.perform(next.inPlace());
            }
        }

        private CommandQueue.@Nullable Nested next() {
            lock.lock();
            try {
                CommandQueue.Nested next = waiter.othersWait(this) ? commands.poll(task) : null;
                if (next == null) {
                    left();
                } else {
                    owner.begins();
                }
                return next;
            } finally {
                lock.unlock();
            }
        }

        /** Needs the lock. */
        private void left() {
            standing--;
            waiter.standIns.remove(this);
            if (waiter.standIns.isEmpty() && !commands.hasNested(task)) {
                waiters.remove(task);
            }
        }
    }
}
