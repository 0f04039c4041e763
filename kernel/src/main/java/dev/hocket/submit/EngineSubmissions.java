package dev.hocket.submit;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.run.SubmittedInput;
import dev.hocket.spi.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is submitted to one engine: a run for each job, which is kept while the job is used and for
 * half a minute afterwards.
 */
public final class EngineSubmissions {
    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** So many runs are kept that have nothing to do, the last used. */
    private static final int MOST_IDLE = 8;

    private static final Map<Identity, EngineSubmissions> ENGINES = new ConcurrentHashMap<>();

    /** An engine, whatever its {@code equals} says. */
    private record Identity(Engine engine) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity(Engine another) && another == engine;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(engine);
        }
    }

    private final Identity engine;
    private final Ticker ticker;
    private final Map<Job<?, ?>, JobSubmissions<?, ?>> jobs = new ConcurrentHashMap<>();

    /** The same in the order in which they were made. Guarded by this. */
    private final Map<Job<?, ?>, JobSubmissions<?, ?>> inOrder = new LinkedHashMap<>();

    private boolean over;

    private EngineSubmissions(Identity engine, Ticker ticker) {
        this.engine = engine;
        this.ticker = ticker;
        lookLater();
    }

    /** On a thread of its own, as it may have to wait for the start of a run. */
    private void lookLater() {
        Runnable _ =
                ticker.schedule(
                        () -> {
                            Thread _ = Thread.ofVirtual().name("hocket-idle").start(this::look);
                        },
                        KEEP_NANOS);
    }

    /** Submits an input of a job; its documentation is that of {@link Engine#submit}. */
    public static <I, O extends @Nullable Object> CompletableFuture<O> submit(
            Engine engine, Job<I, O> job, I input) {
        Objects.requireNonNull(input, "input");
        if (job.isGrowing()) {
            throw new IllegalArgumentException(
                    "%s grows inputs from its outputs, and a future is that of one input; start a run of it"
                            .formatted(job.name()));
        }
        Identity identity = new Identity(engine);
        while (true) {
            EngineSubmissions of = ENGINES.get(identity);
            if (of == null) {
                of =
                        ENGINES.computeIfAbsent(
                                identity, key -> new EngineSubmissions(key, Ticker.system()));
            }
            SubmittedInput<I, O> one = of.submit(job, input);
            if (one != null) {
                return one;
            }
        }
    }

    /** Null if this or the job's run has ended meanwhile. */
    private <I, O extends @Nullable Object> @Nullable SubmittedInput<I, O> submit(
            Job<I, O> job, I input) {
        JobSubmissions<I, O> to = of(job);
        if (to == null) {
            return null;
        }
        boolean within;
        try {
            within = to.lanes().callerHelps();
        } catch (IllegalStateException onLoop) {
            return alone(job, input);
        }
        SubmittedInput<I, O> one = to.submit(input, within);
        if (one == null && to.hasEnded()) {
            forget(job, to);
        }
        return one;
    }

    /**
     * An attempt on an event loop submits an input: in a run of its own, which brings a slot, as
     * the attempt keeps its own while it waits.
     */
    private <I, O extends @Nullable Object> @Nullable SubmittedInput<I, O> alone(
            Job<I, O> job, I input) {
        JobSubmissions<I, O> own = new JobSubmissions<>(engine.engine(), job, ticker);
        SubmittedInput<I, O> one = own.submit(input, false);
        if (one != null) {
            own.endWhenDone(one);
        }
        return one;
    }

    @SuppressWarnings("unchecked") // made for the job
    private <I, O extends @Nullable Object> @Nullable JobSubmissions<I, O> of(Job<I, O> job) {
        JobSubmissions<?, ?> known = jobs.get(job);
        return (JobSubmissions<I, O>) (known == null ? begin(job) : known);
    }

    private synchronized @Nullable JobSubmissions<?, ?> begin(Job<?, ?> job) {
        JobSubmissions<?, ?> known = jobs.get(job);
        if (known != null || over) {
            return known;
        }
        endIdle();
        JobSubmissions<?, ?> begun;
        try {
            begun = new JobSubmissions<>(engine.engine(), job, ticker);
        } catch (RuntimeException | Error refused) {
            endIfEmpty();
            throw refused;
        }
        jobs.put(job, begun);
        inOrder.put(job, begun);
        return begun;
    }

    private synchronized void forget(Job<?, ?> job, JobSubmissions<?, ?> ended) {
        if (jobs.remove(job, ended)) {
            inOrder.remove(job);
        }
    }

    /** Jobs may be made one for each input: those without work are not all kept. */
    private void endIdle() {
        if (inOrder.size() < MOST_IDLE) {
            return;
        }
        List<Job<?, ?>> idle = new ArrayList<>();
        inOrder.forEach((job, each) -> {
            if (each.isIdle()) {
                idle.add(job);
            }
        });
        for (Job<?, ?> job : idle.subList(0, Math.max(0, idle.size() - MOST_IDLE + 1))) {
            JobSubmissions<?, ?> each = Objects.requireNonNull(inOrder.get(job));
            if (each.endIfIdle()) {
                forget(job, each);
            }
        }
    }

    private synchronized void look() {
        Map.copyOf(inOrder)
                .forEach((job, each) -> {
                    if (each.endIfUnused()) {
                        forget(job, each);
                    }
                });
        if (!endIfEmpty()) {
            lookLater();
        }
    }

    private boolean endIfEmpty() {
        if (jobs.isEmpty()) {
            over = true;
            ENGINES.remove(engine, this);
        }
        return over;
    }
}
