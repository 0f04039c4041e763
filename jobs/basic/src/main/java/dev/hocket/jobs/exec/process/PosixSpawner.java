package dev.hocket.jobs.exec.process;

import dev.hocket.jobs.exec.output.OutputCapture;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs processes through {@code posix_spawn}, on Linux with glibc.
 *
 * <p><b>Starting.</b> {@code posix_spawn} borrows the parent's memory until the child runs its
 * program, so a JVM's size costs nothing; the JDK's own way starts a helper program first, which
 * makes every start two. Each process leads a group of its own; SIGPIPE, which some parents ignore,
 * has its usual effect again, no signal is blocked, and no other file than the three standard ones
 * is open.
 *
 * <p><b>Waiting.</b> The thread that runs a task also reads its command's output and waits for its
 * end, inside {@code poll}: nothing is handed from thread to thread, which would cost two wake-ups
 * for each command. Many short commands end before their process would have to be watched, so only
 * the pipes are at first: both end when the process does. A process that runs longer, or leaves its
 * pipes to another, is watched by a descriptor of its own ({@code pidfd}). An interruption reaches
 * a thread in native code by the hook that the JDK has for its own channels, see {@link
 * PosixCommandRun}.
 *
 * <p>A virtual thread would hold its carrier meanwhile, so it lends the work to a platform thread
 * and parks.
 */
public final class PosixSpawner implements Spawner {
    private static final ExecutorService LENT =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("hocket-command-", 0).factory());

    private final ConcurrentLinkedDeque<SpawnMemory> idle = new ConcurrentLinkedDeque<>();
    private final PosixEnvironment environment;

    /**
     * Finds the functions of the C library.
     *
     * @throws UnsupportedOperationException if the C library lacks a function
     * @throws LinkageError if it lacked one before
     */
    public PosixSpawner(ChildEnvironment environment) {
        this.environment = PosixEnvironment.of(environment);
    }

    /** Whether this is a system for which it was made. */
    public static boolean fits() {
        String machine = System.getProperty("os.arch");
        return System.getProperty("os.name").equals("Linux")
                && (machine.equals("amd64") || machine.equals("aarch64"));
    }

    /** Loads all that a run needs. */
    void prepareRun() {
        PosixStart.load();
        PosixCommandRun.load();
        RunningTrees.load();
        idle.add(new SpawnMemory());
    }

    @Override
    public ProcessEnd run(ProgramInvocation invocation, OutputCapture stdout, OutputCapture stderr)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        PosixCommandRun run = new PosixCommandRun(invocation, environment, stdout, stderr);
        return Thread.currentThread().isVirtual() ? lend(run) : run(run);
    }

    private ProcessEnd run(PosixCommandRun run) throws IOException, InterruptedException {
        SpawnMemory scratch = idle.pollFirst();
        if (scratch == null) {
            scratch = new SpawnMemory();
        }
        try {
            return run.run(scratch);
        } finally {
            idle.addFirst(scratch);
        }
    }

    private ProcessEnd lend(PosixCommandRun run) throws IOException, InterruptedException {
        Future<ProcessEnd> lent = LENT.submit(() -> run(run));
        boolean interrupted = false;
        while (true) {
            try {
                ProcessEnd ended = lent.get();
                if (interrupted) {
                    throw new InterruptedException();
                }
                return ended;
            } catch (InterruptedException e) {
                if (lent.isDone()) {
                    throw e;
                }
                interrupted = true;
                run.stop();
            } catch (ExecutionException e) {
                throw Spawner.rethrown(e);
            }
        }
    }
}
