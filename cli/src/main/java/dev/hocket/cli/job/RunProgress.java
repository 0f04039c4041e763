package dev.hocket.cli.job;

import dev.hocket.Halt;
import dev.hocket.Progress;
import dev.hocket.Run;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.terminal.ProgressLine;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.TerminalWidth;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a run from a thread of its own: passes on results that wait in the buffer, draws the
 * progress, and halts the run when nobody reads its results any more.
 */
final class RunProgress implements AutoCloseable {
    private static final long FLUSH_NANOS = 25_000_000;
    private static final long BAR_NANOS = 200_000_000;
    private static final long BAR_AFTER_NANOS = 400_000_000;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final Run<?, ?> run;
    private final Screen screen;
    private final RunFlags.ProgressForm form;
    private final boolean asked;
    private final ProgressLine line;
    private final Thread thread;
    private volatile boolean ended;
    private boolean said;

    private RunProgress(
            Run<?, ?> run, RunFlags flags, Screen screen, @Nullable LongSupplier bytes) {
        this.run = run;
        this.screen = screen;
        Map<String, String> environment = System.getenv();
        this.asked = flags.progress() == RunFlags.ProgressForm.PLAIN;
        this.form = form(flags.progress(), screen.canDraw());
        this.line = new ProgressLine(screen.terminal().colours(environment), bytes);
        this.thread = Thread.ofPlatform().daemon().name("hocket-view").unstarted(this::look);
    }

    private static RunFlags.ProgressForm form(RunFlags.ProgressForm asked, boolean canDraw) {
        if (asked != RunFlags.ProgressForm.AUTO) {
            return asked;
        }
        return canDraw ? RunFlags.ProgressForm.BAR : RunFlags.ProgressForm.PLAIN;
    }

    /**
     * Begins to look after a run.
     *
     * @param bytes how many bytes it has moved, or null if it does not count them
     */
    static RunProgress start(
            Run<?, ?> run, RunFlags flags, Screen screen, @Nullable LongSupplier bytes) {
        RunProgress view = new RunProgress(run, flags, screen, bytes);
        try {
            view.thread.start();
        } catch (OutOfMemoryError noThread) {
            // results come when the buffer is full, and no progress is shown
        }
        return view;
    }

    private void look() {
        long start = System.nanoTime();
        long next = start + (form == RunFlags.ProgressForm.BAR ? BAR_AFTER_NANOS : plainNanos());
        TerminalWidth width = new TerminalWidth();
        while (!ended) {
            LockSupport.parkNanos(FLUSH_NANOS);
            try {
                screen.flush();
            } catch (IOException lost) {
                run.cancel(Halt.Mode.NOW);
                return;
            }
            long now = System.nanoTime();
            if (now - next < 0 || ended || form == RunFlags.ProgressForm.NONE) {
                continue;
            }
            if (form == RunFlags.ProgressForm.BAR) {
                draw(line.bar(run.progress(), now, width.columns()));
                next = now + BAR_NANOS;
            } else {
                screen.say(line.plain(run.progress(), now));
                said = true;
                next = now + plainNanos();
            }
        }
    }

    private long plainNanos() {
        return asked ? PLAIN_NANOS / 2 : PLAIN_NANOS;
    }

    private synchronized void draw(String text) {
        if (!ended) {
            screen.progress(text);
        }
    }

    /** Stops, and removes what it has drawn. */
    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            screen.progress("");
        }
        LockSupport.unpark(thread);
        Progress progress = run.progress();
        if (form == RunFlags.ProgressForm.PLAIN && (asked || said)) {
            screen.say(line.plain(progress, System.nanoTime()));
        }
    }

    @Override
    public void close() {
        end();
    }
}
