package dev.hocket.submit;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Job;
import dev.hocket.Report;
import dev.hocket.RunOptions;
import dev.hocket.run.ActiveRun;
import dev.hocket.run.RunLauncher;
import dev.hocket.run.SubmissionQueue;
import dev.hocket.run.SubmittedInput;
import dev.hocket.source.SourceInputs;
import dev.hocket.spi.Lanes;
import dev.hocket.spi.Ticker;
import dev.hocket.spi.Trait;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What is submitted of one job to one engine: a run that goes on, whose source is a queue. It has
 * no halt rule, as its inputs have nothing to do with each other.
 */
final class JobSubmissions<I, O extends @Nullable Object> {
    private final SubmissionQueue<I, O> queue;
    private final ActiveRun<I, O> run;
    private final Lanes lanes;
    private final boolean background;
    private final NestedSubmissions nested;

    /** Threads within {@link #perform}. Guarded by this. */
    private int callers;

    /** Whether no caller may come any more. Guarded by this. */
    private boolean over;

    /** Whether anything was submitted since the last look. */
    private volatile boolean used;

    JobSubmissions(Engine engine, Job<I, O> job, Ticker ticker) {
        SubmissionQueue<I, O> inputs = new SubmissionQueue<>(job.name(), engine.name());
        this.queue = inputs;
        this.run =
                RunLauncher.start(
                        engine,
                        job.halt(Halt.never()),
                        SourceInputs.once(() -> inputs),
                        RunOptions.<I, O>defaults().withWindow(Integer.MAX_VALUE),
                        false);
        this.lanes = run.lanes();
        this.background = engine.traits().contains(Trait.BACKGROUND);
        this.nested = new NestedSubmissions(engine.name(), ticker);
    }

    /**
     * Submits an input.
     *
     * @param within whether the calling thread is a lane of the engine
     * @return null if this has ended
     */
    @Nullable SubmittedInput<I, O> submit(I input, boolean within) {
        if (!background) {
            return perform(input);
        }
        if (!used) { // a write that every lane's processor would have to hear of
            used = true;
        }
        SubmittedInput<I, O> one = queue.add(input);
        if (one == null) {
            return null;
        }
        if (within) {
            nested.add(one, () -> run.help(one, false));
        }
        if (queue.isParked()) {
            Runnable wake = run.state().submitted();
            if (wake != null) {
                wake(wake);
            }
        }
        return one;
    }

    private void wake(Runnable wake) {
        if (run.state().consumerMayHelp()) {
            lanes.offer(wake);
        } else {
            wake.run();
        }
    }

    private synchronized boolean enter() {
        callers += over ? 0 : 1;
        return !over;
    }

    private synchronized void leave() {
        callers--;
    }

    /** Runs an input on the calling thread. */
    private @Nullable SubmittedInput<I, O> perform(I input) {
        if (!enter()) {
            return null;
        }
        try {
            used = true;
            SubmittedInput<I, O> one = queue.add(input);
            if (one != null) {
                run.help(one, true);
                if (!one.isDone()) { // the thread was interrupted
                    boolean _ = one.cancel(true);
                }
            }
            return one;
        } finally {
            leave();
        }
    }

    /** The lanes of its run. */
    Lanes lanes() {
        return lanes;
    }

    boolean hasEnded() {
        return run.state().hasEnded();
    }

    /** Ends once what it has now is done. */
    void endWhenDone(SubmittedInput<I, O> last) {
        CompletableFuture<O> _ =
                last.whenComplete((_, _) -> {
                    boolean _ = run.state().endIfIdle();
                });
    }

    /** Whether nothing waits or runs. */
    boolean isIdle() {
        if (background) {
            return run.state().isIdle();
        }
        synchronized (this) {
            return callers == 0;
        }
    }

    /** Ends if it is idle; whether it has ended. */
    boolean endIfIdle() {
        if (background) {
            return run.state().endIfIdle();
        }
        synchronized (this) {
            over |= callers == 0;
            if (!over) {
                return false;
            }
        }
        run.state().cancel(Halt.Mode.NOW, Report.End.CLOSED);
        return true;
    }

    /** Ends if it was not used since the last call; whether it has ended. */
    boolean endIfUnused() {
        boolean was = used;
        used = false;
        return was ? hasEnded() : endIfIdle();
    }
}
