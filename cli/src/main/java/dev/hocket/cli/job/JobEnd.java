package dev.hocket.cli.job;

import dev.hocket.Halt;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.cli.terminal.ProgramEnd;
import dev.hocket.cli.terminal.ProgressLine;
import dev.hocket.cli.terminal.Screen;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends before its inputs do: the first Ctrl-C lets what is running end, the second stops
 * it, and so does every other way to end the program. Safe for use by several threads.
 */
final class JobEnd<I, O extends @Nullable Object> implements ProgramEnd.Activity {
    private final Screen screen;
    private @Nullable Run<I, O> run;
    private ProgramEnd.@Nullable Cause cause;
    private Halt.@Nullable Mode mode;

    JobEnd(Screen screen) {
        this.screen = screen;
    }

    /** The run that is to be ended; at once, if that was asked for before it began. */
    synchronized void of(Run<I, O> begun) {
        run = begun;
        if (mode != null) {
            begun.cancel(mode);
        }
    }

    @Override
    public ProgramEnd.Answer end(ProgramEnd.Cause why, int count) {
        boolean impatient = count > (why == ProgramEnd.Cause.INTERRUPT ? 2 : 1);
        if (impatient && why != ProgramEnd.Cause.EXIT_CALLED) {
            return ProgramEnd.Answer.LEAVES_IT;
        }
        boolean gentle = isGentle(why, count);
        cancel(why, gentle ? Halt.Mode.SOON : Halt.Mode.NOW);
        return gentle ? ProgramEnd.Answer.ENDS_IN_TIME : ProgramEnd.Answer.ENDS_AT_ONCE;
    }

    private static boolean isGentle(ProgramEnd.Cause why, int count) {
        return why == ProgramEnd.Cause.INTERRUPT && count == 1;
    }

    @Override
    public void tellEnd(ProgramEnd.Cause why, int count) {
        switch (why) {
            case INTERRUPT ->
                    screen.say(
                            isGentle(why, count)
                                    ? "interrupted: starting nothing more, waiting for what is"
                                            + " running; press Ctrl-C again to stop it"
                                    : "interrupted again: stopping what is running");
            case TERMINATE -> screen.say("terminated: stopping what is running");
            case HANG_UP -> screen.say("hung up: stopping what is running");
            case EXIT_CALLED -> {}
        }
    }

    private synchronized void cancel(ProgramEnd.Cause why, Halt.Mode how) {
        cause = why;
        mode = how;
        if (run != null) {
            run.cancel(how);
        }
    }

    /** Outcomes that are complete are logged by closing the run. */
    @Override
    public void endHere() {
        Run<I, O> begun;
        synchronized (this) {
            begun = run;
        }
        if (begun != null) {
            begun.close();
            Report report = begun.report();
            screen.say(
                    String.format(
                            Locale.ROOT,
                            "%s: %d done, %d failed, %d cancelled",
                            word(),
                            report.done(),
                            report.failed(),
                            report.cancelled()));
        }
    }

    @Override
    public void tellStatus() {
        Run<I, O> begun;
        synchronized (this) {
            begun = run;
        }
        if (begun != null) {
            screen.say(new ProgressLine(false).plain(begun.progress(), System.nanoTime()));
        }
    }

    /** Why it ended early, or null if it did not. */
    synchronized ProgramEnd.@Nullable Cause cause() {
        return cause;
    }

    /** The same in a word for the summary. */
    synchronized String word() {
        return switch (cause) {
            case null -> "";
            case INTERRUPT -> "interrupted";
            case TERMINATE -> "terminated";
            case HANG_UP -> "hung up";
            case EXIT_CALLED -> "ended by System.exit";
        };
    }

    /** The exit status: that of the early end, or else {@code otherwise}. */
    synchronized int status(int otherwise) {
        return cause == null ? otherwise : cause.status();
    }
}
