package dev.hocket.consume;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.FailedInputException;
import dev.hocket.Halt;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.RunOptions;
import dev.hocket.Stats;
import dev.hocket.batch.Batch;
import dev.hocket.batch.BatchEnd;
import dev.hocket.run.ActiveRun;
import dev.hocket.run.LeaseSlots;
import dev.hocket.run.RunLauncher;
import dev.hocket.run.SlotResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All outputs of a job in the order of its inputs, without an outcome object for each. */
public final class OrderedOutputs {
    private static final int WINDOW = 1 << 20;

    /** Nobody sees an output before the last has come: each look would only disturb a lane. */
    private static final long POLL_NANOS = 20_000_000;

    private OrderedOutputs() {}

    public static <I, O extends @Nullable Object> List<O> map(
            Engine engine, Job<I, O> job, Inputs<I> inputs) {
        if (job.isGrowing()) {
            throw new IllegalArgumentException(
                    job.name()
                            + " grows inputs, which have no order, so that map cannot return their"
                            + " outputs; iterate its run");
        }
        Job<I, O> strict = job.halt(Halt.atFailures(Halt.Mode.NOW, 1));
        if (job.isBatch()) {
            return collect(BatchRun.start(engine, strict, inputs, RunOptions.defaults()), strict);
        }
        // All outputs are kept anyway, so the window need not hold lanes back.
        RunOptions<I, O> options =
                RunOptions.<I, O>defaults().withWindow(WINDOW).withWindowBytes(Long.MAX_VALUE);
        ActiveRun<I, O> run = RunLauncher.start(engine, strict, inputs, options, true);
        try (OutcomeConsumer<I, O> consumer = new OutcomeConsumer<>(run, POLL_NANOS)) {
            return collect(run, consumer, job.name());
        }
    }

    private static <I, O extends @Nullable Object> List<O> collect(
            BatchRun<I, O> run, Job<I, O> job) {
        List<O> outputs = new ArrayList<>();
        try (run) {
            for (Outcome<Batch<I>, BatchEnd<I, O>> batch : run.batchesInOrder()) {
                if (batch instanceof Done<Batch<I>, BatchEnd<I, O>>(_, BatchEnd<I, O> end, _)
                        && end instanceof BatchEnd.Whole<I, O>(ArrayList<O> whole)) {
                    outputs.addAll(whole); // without an outcome for each
                } else {
                    add(BatchEnd.outcomes(batch), outputs, job);
                }
            }
        }
        return Collections.unmodifiableList(outputs);
    }

    private static <I, O extends @Nullable Object> void add(
            List<Outcome<I, O>> outcomes, List<O> outputs, Job<I, O> job) {
        for (Outcome<I, O> outcome : outcomes) {
            switch (outcome) {
                case Done<I, O>(_, O output, _) -> outputs.add(output);
                case Failed<I, O>(I input, Cause cause, Stats stats) -> {
                    if (!(cause instanceof Cause.Cancelled)) {
                        throw new FailedInputException(job.name(), stats.index(), input, cause);
                    }
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <I, O extends @Nullable Object> List<O> collect(
            ActiveRun<I, O> run, OutcomeConsumer<I, O> consumer, String name) {
        int known = Math.clamp(run.progress().total().orElse(0), 0, 1 << 28);
        @Nullable Object[] outputs = new @Nullable Object[Math.max(16, known)];
        long count = 0;
        for (ArrayDeque<LeaseSlots<I, O>> leases = consumer.take();
                leases != null;
                leases = consumer.take()) {
            for (LeaseSlots<I, O> lease : leases) {
                long end = lease.seq() + lease.size();
                if (end > outputs.length) {
                    outputs = Arrays.copyOf(outputs, larger(outputs.length, end));
                }
                count = Math.max(count, end);
                consumer.consumed(lease, place(lease, outputs, name), true);
            }
        }
        consumer.throwUnlessComplete();
        return (List<O>)
                Collections.unmodifiableList(
                        count == outputs.length
                                ? Arrays.asList(outputs)
                                : new ArrayList<>(Arrays.asList(outputs).subList(0, (int) count)));
    }

    private static int larger(int now, long needed) {
        if (needed > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "more than %d outputs do not fit into a list; iterate the run instead",
                            Integer.MAX_VALUE - 8));
        }
        return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, now + (now >> 1)));
    }

    /** Puts outputs in their places; how many ends there were. */
    private static <I, O extends @Nullable Object> int place(
            LeaseSlots<I, O> lease, @Nullable Object[] outputs, String name) {
        if (lease.isPlain()) {
            lease.copyOutputs(outputs, (int) lease.seq());
            return lease.size();
        }
        for (int i = 0; i < lease.size(); i++) {
            if (lease.result(i) instanceof SlotResult.Failure(Cause cause)) {
                if (!(cause instanceof Cause.Cancelled)) {
                    throw new FailedInputException(name, lease.index(i), lease.input(i), cause);
                }
            } else if (lease.delivers(i)) {
                outputs[(int) lease.seq() + i] = lease.output(i);
            }
        }
        return lease.deliveries();
    }
}
