package dev.hocket.reactive;

import dev.hocket.Outcome;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** A subscriber that asks for nothing by itself and keeps what it is told: inputs, then the end. */
final class SignalProbe extends BaseSubscriber<Outcome<Long, Long>> {
    static final String COMPLETE = "complete";
    final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();

    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected void hookOnNext(Outcome<Long, Long> outcome) {
        signals.add(outcome.input());
    }

    @Override
    protected void hookOnComplete() {
        signals.add(COMPLETE);
    }

    @Override
    protected void hookOnError(Throwable thrown) {
        signals.add(thrown);
    }
}
