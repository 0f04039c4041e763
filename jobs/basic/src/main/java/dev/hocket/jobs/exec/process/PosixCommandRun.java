package dev.hocket.jobs.exec.process;

import dev.hocket.jobs.exec.output.OutputCapture;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import org.jspecify.annotations.Nullable;

/**
 * One process from its start to its end, on the thread that waits for it.
 *
 * <p>It is a channel only for the sake of {@link #begin} and {@link #end}: between them, {@link
 * Thread#interrupt} closes the channel, on the thread that interrupts. Closing begins to end the
 * process tree, which in turn ends the native call in which this thread waits. A file channel used
 * meanwhile would take the hook away, so only the waits themselves stand between them.
 */
final class PosixCommandRun extends AbstractInterruptibleChannel {
    private static final MemorySegment POLL = Libc.function("poll");
    private static final MemorySegment READ = Libc.function("read");
    private static final MemorySegment WAIT = Libc.function("waitid");
    private static final MemorySegment SYSCALL = Libc.function("syscall");

    private static final int PIDFD_OPEN = 434;
    private static final int READABLE = 1;
    private static final int GONE = 8 | 16 | 32;
    private static final int BY_PID = 1;
    private static final int NO_HANG = 1;
    private static final int EXITED = 4;
    private static final int LEAVE = 0x1000000;
    private static final int BY_ITSELF = 1;
    private static final int INTERRUPTED_CALL = 4;
    private static final int INFO_CODE = 8;
    private static final int INFO_PID = 16;
    private static final int INFO_STATUS = 24;
    private static final long NANOS = 1_000_000;

    /** How long the pipes alone are watched, in milliseconds. */
    private static final int SHORT = 20;

    private static final int PROCESS = 2;

    private final ProgramInvocation invocation;
    private final PosixEnvironment environment;
    private final OutputCapture[] captures;

    private @Nullable PosixTree tree;
    private @Nullable TreeTermination ending;
    private boolean stopped;
    private boolean endedByProgram;

    PosixCommandRun(
            ProgramInvocation invocation,
            PosixEnvironment environment,
            OutputCapture stdout,
            OutputCapture stderr) {
        this.invocation = invocation;
        this.environment = environment;
        this.captures = new OutputCapture[] {stdout, stderr};
    }

    /** Does nothing but load this class, and so find the functions. */
    static void load() {}

    /**
     * Begins to end the process tree, as soon as there is one; {@link #run} then ends with an
     * InterruptedException.
     */
    synchronized void stop() {
        stopped = true;
        if (tree != null && ending == null) {
            ending = TreeTermination.begin(tree);
        }
    }

    @Override
    protected void implCloseChannel() {
        stop();
    }

    private synchronized boolean stopped() {
        return stopped;
    }

    private synchronized void started(PosixTree started) {
        tree = started;
        if (stopped) {
            stop();
        }
    }

    /** Runs the process; see {@link Spawner#run}. */
    ProcessEnd run(SpawnMemory scratch) throws IOException, InterruptedException {
        if (stopped()) {
            throw new InterruptedException();
        }
        RunningTrees.check();
        int pid = PosixStart.start(scratch, invocation, environment);
        PosixTree process = new PosixTree(pid);
        RunningTrees.add(process);
        boolean complete = false;
        try {
            started(process);
            watch(scratch, pid);
            complete = true;
        } finally {
            if (!complete) {
                stop();
            }
            close(scratch, 0);
            close(scratch, 1);
            close(scratch, PROCESS);
            reap(scratch, process, pid);
        }
        if (stopped()) {
            Thread.interrupted();
            throw new InterruptedException();
        }
        if (endedByProgram) {
            throw new RunningTrees.ProgramEnding();
        }
        return ended(scratch);
    }

    /**
     * Reads both pipes until they end, or the process has ended and nothing more comes for a while.
     */
    private void watch(SpawnMemory scratch, int pid) throws IOException {
        long watchFrom = System.nanoTime() + NANOS * SHORT;
        long until = Long.MAX_VALUE;
        boolean exited = false;
        int timeout = SHORT;
        while (isOpen(scratch, 0) || isOpen(scratch, 1)) {
            if (poll(scratch, timeout) > 0) {
                read(scratch, 0);
                read(scratch, 1);
            }
            long now = System.nanoTime();
            if (!exited && ended(scratch, pid, now - watchFrom >= 0)) {
                exited = true;
                until = now + NANOS * Spawner.LINGER_MILLIS;
                close(scratch, PROCESS);
            }
            if (exited && (now - until >= 0 || stopped())) {
                return;
            }
            timeout =
                    exited
                            ? (int) ((until - now) / NANOS) + 1
                            : isOpen(scratch, PROCESS) ? -1 : SHORT;
        }
    }

    /** Whether the process has ended, as far as that is known without watching it, or with. */
    private boolean ended(SpawnMemory scratch, int pid, boolean watch) {
        if (isOpen(scratch, PROCESS)) {
            return ready(scratch, PROCESS) != 0;
        }
        return watch && endedUnwatched(scratch, pid);
    }

    /** Watches the process from now on; where that is not possible, says whether it has ended. */
    private boolean endedUnwatched(SpawnMemory scratch, int pid) {
        int file = Libc.call(SYSCALL, scratch.errno, PIDFD_OPEN, pid, 0);
        scratch.memory.putInt(SpawnMemory.POLLED + 8 * PROCESS, file);
        if (file >= 0) {
            return false;
        }
        scratch.memory.putInt(SpawnMemory.INFO + INFO_PID, 0);
        waitFor(scratch, pid, EXITED | NO_HANG | LEAVE);
        return scratch.memory.getInt(SpawnMemory.INFO + INFO_PID) != 0;
    }

    private void read(SpawnMemory scratch, int which) throws IOException {
        int ready = ready(scratch, which);
        if (ready == 0) {
            return;
        }
        int count = 0;
        if ((ready & READABLE) != 0) {
            int file = scratch.memory.getInt(SpawnMemory.POLLED + 8 * which);
            count =
                    Libc.call(
                            READ,
                            scratch.errno,
                            file,
                            scratch.memory.address(SpawnMemory.READ),
                            SpawnMemory.READ_SIZE);
            if (count > 0) {
                scratch.memory.bytes().get(SpawnMemory.READ, scratch.bytes, 0, count);
                captures[which].add(scratch.bytes, count);
            }
        }
        if (count < SpawnMemory.READ_SIZE && (ready & GONE) != 0) {
            close(scratch, which);
        }
    }

    private static int ready(SpawnMemory scratch, int which) {
        return isOpen(scratch, which)
                ? scratch.memory.bytes().getShort(SpawnMemory.POLLED + 8 * which + 6)
                : 0;
    }

    private static boolean isOpen(SpawnMemory scratch, int which) {
        return scratch.memory.getInt(SpawnMemory.POLLED + 8 * which) >= 0;
    }

    private static void close(SpawnMemory scratch, int which) {
        if (isOpen(scratch, which)) {
            PosixStart.close(scratch, scratch.memory.getInt(SpawnMemory.POLLED + 8 * which));
            scratch.memory.putInt(SpawnMemory.POLLED + 8 * which, -1);
        }
    }

    /** Waits until a file is ready, and says how many are; none if the time is up. */
    private int poll(SpawnMemory scratch, int timeout) {
        while (true) {
            int ready =
                    waiting(
                            POLL,
                            scratch,
                            scratch.memory.address(SpawnMemory.POLLED),
                            3,
                            timeout,
                            0);
            if (ready >= 0) {
                return ready;
            }
            checkInterruptedCall(scratch, "poll");
        }
    }

    /**
     * Takes note of the end of the process, so that its number becomes free, and waits for the
     * ending of its tree.
     */
    private void reap(SpawnMemory scratch, PosixTree process, int pid) {
        try {
            waitFor(scratch, pid, EXITED);
        } finally {
            process.reaped();
            endedByProgram = RunningTrees.remove(process);
        }
        TreeTermination begun;
        synchronized (this) {
            begun = ending;
        }
        if (begun != null) {
            begun.await();
        }
    }

    private void waitFor(SpawnMemory scratch, int pid, int options) {
        while (waiting(
                        WAIT,
                        scratch,
                        BY_PID,
                        pid,
                        scratch.memory.address(SpawnMemory.INFO),
                        options)
                != 0) {
            checkInterruptedCall(scratch, "waitid");
        }
    }

    private static void checkInterruptedCall(SpawnMemory scratch, String name) {
        int error = scratch.memory.getInt(0);
        if (error != INTERRUPTED_CALL) {
            throw new IllegalStateException(name + " failed with error " + error);
        }
    }

    /**
     * Calls a function that may block; an interruption of this thread meanwhile ends the process
     * tree.
     */
    private int waiting(
            MemorySegment function, SpawnMemory scratch, long a, long b, long c, long d) {
        begin();
        try {
            return (int) Libc.call(function, scratch.errno, a, b, c, d, 0, 0);
        } finally {
            try {
                end(true);
            } catch (AsynchronousCloseException e) {
                // stop() was called: the tree is being ended, and the call still says how.
            }
        }
    }

    private static ProcessEnd ended(SpawnMemory scratch) {
        int status = scratch.memory.getInt(SpawnMemory.INFO + INFO_STATUS);
        return scratch.memory.getInt(SpawnMemory.INFO + INFO_CODE) == BY_ITSELF
                ? ProcessEnd.exited(status)
                : ProcessEnd.signalled(status);
    }
}
