package dev.hocket.jobs.exec.process;

import dev.hocket.jobs.exec.output.OutputCapture;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * A way to run processes. Safe for use by many threads.
 *
 * <p>The process reads nothing ({@code /dev/null}). When it ends, what it has written by then is
 * collected; where something that it left running holds its output open, that is waited for for
 * {@link #LINGER_MILLIS} only, and then no longer read.
 */
public interface Spawner {
    /**
     * How long output is read after the command has ended while something that it started holds the
     * stream open.
     */
    int LINGER_MILLIS = 500;

    /**
     * Runs a process to its end.
     *
     * @throws NotStarted if it could not be started
     * @throws IOException if its output could not be handled; its tree has been ended then
     * @throws InterruptedException if this thread was interrupted; its tree has been ended then
     */
    ProcessEnd run(ProgramInvocation invocation, OutputCapture stdout, OutputCapture stderr)
            throws IOException, InterruptedException;

    /** The fastest way that this system and the rights of this module allow. */
    static Spawner best(ChildEnvironment environment) {
        if (Spawner.class.getModule().isNativeAccessEnabled() && PosixSpawner.fits()) {
            try {
                return new PosixSpawner(environment);
            } catch (UnsupportedOperationException | LinkageError e) {
                // A C library without some of the functions: musl, or one from before 2021.
                return new ProcessSpawner(environment);
            }
        }
        return new ProcessSpawner(environment);
    }

    /** Loads what the first process will need. */
    static void prepare() {
        try {
            if (best(new ChildEnvironment(Map.of(), Set.of())) instanceof PosixSpawner posix) {
                posix.prepareRun();
            }
        } catch (LinkageError told) {
            // The first command meets it as well.
        }
    }

    /** Throws what another thread threw while it worked for this one. */
    static IOException rethrown(ExecutionException thrown)
            throws IOException, InterruptedException {
        switch (thrown.getCause()) {
            case InterruptedException interrupted -> throw interrupted;
            case IOException failed -> throw failed;
            case RuntimeException failed -> throw failed;
            case Error failed -> throw failed;
            case null, default -> throw new IOException(thrown);
        }
    }

    /** A process could not be started; the message says why and what to do. */
    final class NotStarted extends IOException {
        private static final long serialVersionUID = 1;

        private final int exit;

        /**
         * @param exit the exit code that a shell would report; 0 if the command itself is not to
         *     blame
         */
        NotStarted(int exit, String message) {
            super(message);
            this.exit = exit;
        }

        public int exit() {
            return exit;
        }
    }
}
