package dev.hocket.queue;

import dev.hocket.queue.store.QueueStore;
import dev.hocket.queue.store.StoredJob;
import dev.hocket.text.Json;
import dev.hocket.text.JsonReader;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The ticket of a job in a store. */
final class StoredTicket<O extends @Nullable Object> implements Ticket<O> {
    private final QueueStore store;
    private final TicketWatch watch;
    private final long id;
    private final String name;
    private final PayloadCodec<O> outputs;

    StoredTicket(
            QueueStore store, TicketWatch watch, long id, String name, PayloadCodec<O> outputs) {
        this.store = store;
        this.watch = watch;
        this.id = id;
        this.name = name;
        this.outputs = outputs;
    }

    @Override
    public long id() {
        return id;
    }

    private StoredJob job() {
        return Queue.ask(() -> store.find(id))
                .orElseThrow(
                        () -> new QueueException("job " + id + " does not exist; was it purged?"));
    }

    @Override
    public JobState state() {
        return job().state();
    }

    @Override
    public Optional<JobOutcome<O>> outcome() {
        StoredJob job = job();
        return job.state().isEnd() ? Optional.of(outcome(job)) : Optional.empty();
    }

    private JobOutcome<O> outcome(StoredJob job) {
        JobOutcome.Times times =
                new JobOutcome.Times(
                        job.attempts(),
                        Optional.ofNullable(job.started()),
                        Objects.requireNonNull(job.ended()),
                        Duration.ofNanos(job.nanos()),
                        Objects.requireNonNullElse(job.worker(), ""));
        if (job.state() == JobState.DONE) {
            try {
                byte[] result = job.result() == null ? new byte[0] : job.result();
                return new JobOutcome.Done<>(outputs.read(result), times);
            } catch (PayloadException unreadable) {
                throw new QueueException(
                        String.format(
                                Locale.ROOT,
                                "the output of job %d (%s) cannot be read: %s",
                                id,
                                name,
                                unreadable.getMessage()),
                        unreadable);
            }
        }
        Map<?, ?> error = fields(job.error());
        return new JobOutcome.Failed<>(
                job.state(),
                String.valueOf(error.get("cause")),
                String.valueOf(error.get("message")),
                error.get("exit") instanceof Long exit
                        ? OptionalInt.of(exit.intValue())
                        : OptionalInt.empty(),
                Optional.ofNullable(job.result()),
                times);
    }

    private static Map<?, ?> fields(@Nullable String error) {
        try {
            if (error != null && Json.parse(error) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (JsonReader.Malformed malformed) {
            return Map.of("cause", "unknown", "message", error);
        }
        return Map.of("cause", "unknown", "message", "no reason was recorded");
    }

    /** The message of a stored error. */
    static String message(String error) {
        return String.valueOf(fields(error).get("message"));
    }

    @Override
    public CompletionStage<O> completion() {
        CompletableFuture<O> completion = new CompletableFuture<>();
        try {
            StoredJob _ = job(); // one that does not exist would never end
        } catch (QueueException absent) {
            return CompletableFuture.failedStage(absent);
        }
        watch.add(
                id,
                new TicketWatch.Waiting() {
                    @Override
                    public void ended(StoredJob job) {
                        complete(completion, job);
                    }

                    @Override
                    public void fails(QueueException why) {
                        boolean _ = completion.completeExceptionally(why);
                    }
                });
        return completion;
    }

    private void complete(CompletableFuture<O> completion, StoredJob job) {
        try {
            switch (outcome(job)) {
                case JobOutcome.Done<O> done -> {
                    boolean _ = completion.complete(done.output());
                }
                case JobOutcome.Failed<O> failed -> {
                    boolean _ =
                            completion.completeExceptionally(
                                    new FailedJobException(id, name, failed));
                }
            }
        } catch (RuntimeException unreadable) {
            boolean _ = completion.completeExceptionally(unreadable);
        }
    }

    @Override
    public boolean cancel() {
        return Queue.ask(() -> store.cancel(id));
    }

    @Override
    public String toString() {
        return "job " + id + " (" + name + ")";
    }
}
