package dev.hocket.cli.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of this program's end: signals, and {@code System.exit} called by anybody but the
 * command line itself.
 *
 * <p>Whatever ends the program first ends its activity, such as a run: what is running is
 * cancelled, and what is done is logged and printed. Only then the program ends, with a status that
 * says why. A run that is ended by another thread than its own would be recorded with failures that
 * are none: its commands are killed by the JVM's shutdown hooks while it still runs.
 *
 * <p>A shutdown hook of the JDK runs once: it cannot distinguish one interrupt from two, and does
 * not know which signal ended the program. This is therefore the one place that uses {@code
 * sun.misc.Signal}.
 */
public final class ProgramEnd implements sun.misc.SignalHandler {
    /**
     * How long an activity may take to end at once. Attempts that ignore an interrupt take two
     * seconds; a write to a full pipe that nobody reads never ends.
     */
    private static final long PATIENCE_SECONDS = 8;

    /** How long a message to the user may take; a thread that writes results may delay it. */
    private static final long LAST_WORD_MILLIS = 500;

    private static final Map<String, Cause> SIGNALS =
            Map.of("INT", Cause.INTERRUPT, "TERM", Cause.TERMINATE, "HUP", Cause.HANG_UP);
    private static final String STATUS_SIGNAL = "USR1";

    private static volatile @Nullable ProgramEnd installed;

    private final Screen screen;
    private @Nullable Ongoing ongoing;
    private volatile boolean expected;

    /** Why the program is to end. */
    public enum Cause {
        /** The signal INT: Ctrl-C. */
        INTERRUPT(ExitCodes.INTERRUPTED),
        /** The signal TERM: {@code kill}, {@code timeout}, a system that shuts down. */
        TERMINATE(ExitCodes.TERMINATED),
        /** The signal HUP: the terminal or the connection is gone. */
        HANG_UP(ExitCodes.HUNG_UP),
        /** {@code System.exit}, called by a task or a library. */
        EXIT_CALLED(ExitCodes.SET_UP);

        private final int status;

        Cause(int status) {
            this.status = status;
        }

        /** The exit status of a program that ended for this reason. */
        public int status() {
            return status;
        }
    }

    /** What an activity does when it is asked to end. */
    public enum Answer {
        /** It ends when what is running has ended, however long that takes. */
        ENDS_IN_TIME,
        /** It stops what is running and ends, or is ended some seconds later. */
        ENDS_AT_ONCE,
        /** It does nothing more: the program ends now. */
        LEAVES_IT
    }

    /** Something that ends before the program does. */
    public interface Activity {
        /**
         * Asks it to end; returns at once.
         *
         * @param cause why
         * @param count how often it was asked, this time included
         */
        Answer end(Cause cause, int count);

        /**
         * Informs the user; may wait for another thread that is writing.
         *
         * @param cause why
         * @param count how often it was asked, this time included
         */
        default void tellEnd(Cause cause, int count) {}

        /** Ends it on this thread, because its own is the one that ends the program. */
        default void endHere() {}

        /** Says how far it is. */
        default void tellStatus() {}
    }

    /** An activity from its beginning to the end of all that it has to write. */
    public static final class Ongoing implements AutoCloseable {
        private final @Nullable ProgramEnd owner;
        private final Activity activity;
        private final Thread thread = Thread.currentThread();
        private final CountDownLatch over = new CountDownLatch(1);
        private int count;

        private Ongoing(@Nullable ProgramEnd owner, Activity activity) {
            this.owner = owner;
            this.activity = activity;
        }

        private synchronized int next() {
            return ++count;
        }

        @Override
        public void close() {
            over.countDown();
            if (owner != null) {
                owner.ended(this);
            }
        }
    }

    private ProgramEnd(Screen screen) {
        this.screen = screen;
    }

    /** Takes charge of this process. */
    public static void install(Screen screen) {
        ProgramEnd end = new ProgramEnd(screen);
        SIGNALS.keySet().forEach(end::handle);
        end.handle(STATUS_SIGNAL);
        Runtime.getRuntime().addShutdownHook(new Thread(end::shutDown, "hocket-end"));
        installed = end;
    }

    private void handle(String signal) {
        try {
            sun.misc.Signal.handle(new sun.misc.Signal(signal), this);
        } catch (IllegalArgumentException notOurs) {
            // the JVM was told to leave signals alone (-Xrs), or the system has no such signal
        }
    }

    /** Lets an activity end before the program does, until it is closed. */
    public static Ongoing during(Activity activity) {
        ProgramEnd owner = installed;
        Ongoing ongoing = new Ongoing(owner, activity);
        if (owner != null) {
            owner.began(ongoing);
        }
        return ongoing;
    }

    private synchronized void began(Ongoing begun) {
        ongoing = begun;
    }

    private synchronized void ended(Ongoing ended) {
        if (ongoing == ended) {
            ongoing = null;
        }
    }

    private synchronized @Nullable Ongoing ongoing() {
        return ongoing;
    }

    /** Ends the program with this status, as the command line itself wants it. */
    public static void exit(int status) {
        ProgramEnd owner = installed;
        if (owner != null) {
            owner.expected = true;
        }
        System.exit(status);
    }

    @Override
    public void handle(sun.misc.Signal signal) {
        Ongoing now = ongoing();
        Cause cause = SIGNALS.get(signal.getName());
        if (cause == null) {
            if (now != null) {
                now.activity.tellStatus();
            }
            return;
        }
        if (now == null) {
            exit(cause.status());
            return;
        }
        int count = now.next();
        switch (answer(now.activity, cause, count)) {
            case LEAVES_IT -> exit(cause.status());
            case ENDS_IN_TIME -> now.activity.tellEnd(cause, count);
            case ENDS_AT_ONCE -> {
                bound(now, cause.status());
                now.activity.tellEnd(cause, count);
            }
        }
    }

    /** What the activity answers; an interrupt that it passes on may block whoever does that. */
    private static Answer answer(Activity activity, Cause cause, int count) {
        FutureTask<Answer> asking = new FutureTask<>(() -> activity.end(cause, count));
        Thread.ofPlatform().daemon().name("hocket-ask-to-end").start(asking);
        try {
            return asking.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            return Answer.LEAVES_IT;
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return Answer.LEAVES_IT;
        }
    }

    /** Sees to it that the program ends with this status, also where its activity does not. */
    private void bound(Ongoing ongoing, int status) {
        Thread.ofPlatform()
                .daemon()
                .name("hocket-end-bound")
                .start(() -> {
                    if (!awaits(ongoing)) {
                        sayIfPossible(
                                String.format(
                                        Locale.ROOT,
                                        "running work did not end within %d s; exiting without it",
                                        PATIENCE_SECONDS));
                        exit(status);
                    }
                });
    }

    /** Says something unless that takes long. */
    private void sayIfPossible(String message) {
        Thread saying =
                Thread.ofPlatform().daemon().name("hocket-say").start(() -> screen.say(message));
        try {
            boolean _ = saying.join(Duration.ofMillis(LAST_WORD_MILLIS));
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** What happens when the JVM shuts down: nothing, unless it is not the command line's doing. */
    @SuppressWarnings("ReferenceEquality") // this very thread
    private void shutDown() {
        if (expected) {
            return;
        }
        Thread caller = caller();
        Ongoing now = ongoing();
        String place = place(caller);
        Thread ending =
                Thread.ofPlatform()
                        .daemon()
                        .name("hocket-exit")
                        .start(() -> {
                            screen.say(
                                    place
                                            + " called System.exit: a task ends by returning or"
                                            + " throwing");
                            if (now != null) {
                                Answer _ = now.activity.end(Cause.EXIT_CALLED, now.next());
                                if (now.thread == caller) {
                                    now.activity.endHere();
                                } else if (!awaits(now)) {
                                    screen.say(
                                            "what was running did not end within "
                                                    + PATIENCE_SECONDS
                                                    + " s");
                                }
                            }
                            try {
                                screen.flush();
                            } catch (IOException nobodyReads) {
                                // there is no place left to write to
                            }
                        });
        try {
            boolean _ = ending.join(Duration.ofSeconds(2 * PATIENCE_SECONDS));
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(Cause.EXIT_CALLED.status());
    }

    private static boolean awaits(Ongoing ongoing) {
        try {
            return ongoing.over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The thread that waits in {@code System.exit}, if it is a platform thread. */
    private static @Nullable Thread caller() {
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            if (exit(thread.getValue()) >= 0) {
                return thread.getKey();
            }
        }
        return null;
    }

    private static int exit(StackTraceElement[] stack) {
        for (int i = stack.length - 1; i >= 0; i--) {
            if (stack[i].getMethodName().equals("exit")
                    && stack[i].getClassName().equals("java.lang.Runtime")) {
                return i;
            }
        }
        return -1;
    }

    private static String place(@Nullable Thread caller) {
        StackTraceElement[] stack =
                caller == null ? new StackTraceElement[0] : caller.getStackTrace();
        for (int i = exit(stack) + 1; i > 0 && i < stack.length; i++) {
            StackTraceElement at = stack[i];
            if (!at.getClassName().equals("java.lang.System")) {
                return String.format(
                        Locale.ROOT,
                        "%s (%s:%d)",
                        at.getClassName(),
                        at.getFileName(),
                        at.getLineNumber());
            }
        }
        return "a task or a library";
    }
}
