package dev.hocket.consume;

import dev.hocket.Halt;
import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.source.InputSource;
import dev.hocket.spi.LanePool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the outcomes of a run to a consumer on an executor. A virtual thread takes them from the
 * run, hands over those that are there in one command, and waits until that is done.
 */
final class OutcomeHandover<I, O extends @Nullable Object> {
    /** So many outcomes are handed over at once. */
    private static final int MOST = 64;

    private final Run<I, O> run;
    private final OutcomeIterator<I, O> outcomes;
    private final Executor executor;
    private final Consumer<? super Outcome<I, O>> consumer;
    private final CompletableFuture<Report> result = new CompletableFuture<>();

    /** The command that is awaited. Guarded by this. */
    private @Nullable CompletableFuture<Void> awaited;

    /** Guarded by this. */
    private boolean stopped;

    OutcomeHandover(
            Run<I, O> run,
            OutcomeIterator<I, O> outcomes,
            Executor executor,
            Consumer<? super Outcome<I, O>> consumer) {
        this.run = run;
        this.outcomes = outcomes;
        this.executor = executor;
        this.consumer = consumer;
    }

    CompletionStage<Report> begin() {
        Runnable turn = LanePool.inPlace(this::take);
        Thread _ = Thread.ofVirtual().name("hocket-outcomes").start(turn);
        CompletableFuture<Report> _ =
                result.whenComplete((_, _) -> {
                    if (result.isCancelled()) {
                        run.cancel(Halt.Mode.NOW);
                    }
                });
        return result;
    }

    /** The run is closed: a command that the executor never runs is not waited for. */
    synchronized void stop() {
        stopped = true;
        if (awaited != null) {
            boolean _ = awaited.cancel(false);
        }
    }

    private void take() {
        try {
            boolean all = true;
            while (outcomes.hasNext()) {
                all &= hand(group());
            }
            if (!all) {
                throw new CancellationException(
                        run.report().job()
                                + ": the run was closed before all outcomes were handed over");
            }
            boolean _ = result.complete(run.report());
        } catch (Throwable ended) { // of the run, or what the consumer threw
            run.close();
            boolean _ = result.completeExceptionally(ended);
        }
    }

    private List<Outcome<I, O>> group() {
        List<Outcome<I, O>> group = new ArrayList<>();
        group.add(outcomes.next());
        while (group.size() < MOST) {
            Outcome<I, O> more = outcomes.arrived();
            if (more == null) {
                break;
            }
            group.add(more);
        }
        return group;
    }

    /** Hands over a group; false if the run was closed, which its end may have to say. */
    private boolean hand(List<Outcome<I, O>> group) {
        CompletableFuture<Void> command = new CompletableFuture<>();
        synchronized (this) {
            if (stopped) {
                return false;
            }
            awaited = command;
        }
        executor.execute(() -> {
            try {
                for (Outcome<I, O> outcome : group) {
                    if (command.isDone()) {
                        return; // the run was closed
                    }
                    consumer.accept(outcome);
                }
                boolean _ = command.complete(null);
            } catch (Throwable thrown) { // of the user's own
                boolean _ = command.completeExceptionally(thrown);
            }
        });
        Optional<Throwable> thrown = command.handle((_, why) -> Optional.ofNullable(why)).join();
        if (command.isCancelled() && isStopped()) {
            return false;
        }
        if (thrown.isPresent()) {
            throw InputSource.<RuntimeException>unchecked(thrown.get());
        }
        return true;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }
}
