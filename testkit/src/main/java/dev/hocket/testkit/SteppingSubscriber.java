package dev.hocket.testkit;

import dev.hocket.Outcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A subscriber that asks for one outcome at a time. */
final class SteppingSubscriber implements Flow.Subscriber<Outcome<Long, String>> {
    private final PlannedRun rehearsal;
    private final CountDownLatch ended;
    private Flow.@Nullable Subscription subscription;

    SteppingSubscriber(PlannedRun rehearsal, CountDownLatch ended) {
        this.rehearsal = rehearsal;
        this.ended = ended;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(Outcome<Long, String> outcome) {
        rehearsal.receive(outcome);
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        rehearsal.failed(thrown);
        ended.countDown();
    }

    @Override
    public void onComplete() {
        ended.countDown();
    }
}
