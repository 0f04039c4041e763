package dev.hocket.testkit;

import dev.hocket.Outcome;
import dev.hocket.Run;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

/** Counts the outcomes that a run publishes. */
final class CountingSubscriber implements Flow.Subscriber<Outcome<Long, Long>> {
    private final CompletableFuture<Long> counted = new CompletableFuture<>();
    private long count;

    private CountingSubscriber() {}

    /** How many there were, when all have come. */
    static Future<Long> subscribe(Run<Long, Long> run) {
        CountingSubscriber counting = new CountingSubscriber();
        run.publisher().subscribe(counting);
        return counting.counted;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Outcome<Long, Long> outcome) {
        count++;
    }

    @Override
    public void onError(Throwable failure) {
        counted.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        counted.complete(count);
    }
}
