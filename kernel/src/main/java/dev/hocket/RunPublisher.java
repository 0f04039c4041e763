package dev.hocket;

import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a run for one subscriber. A virtual thread of its own consumes the run, one
 * outcome for each that the subscriber asks for, so signals are serial and the subscriber may take
 * its time. Where a task of the run's own engine subscribes, which may then wait, that thread takes
 * the task's place and runs leases too.
 */
final class RunPublisher<I, O extends @Nullable Object> implements Flow.Publisher<Outcome<I, O>> {
    private final Run<I, O> run;
    private final AtomicBoolean taken = new AtomicBoolean();

    RunPublisher(Run<I, O> run) {
        this.run = run;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Outcome<I, O>> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (!taken.compareAndSet(false, true)) {
            subscriber.onSubscribe(new Refused());
            subscriber.onError(
                    new IllegalStateException(
                            "this run has its subscriber already; start another run"));
            return;
        }
        Feeding feeding = new Feeding(subscriber);
        feeding.thread =
                Thread.ofVirtual().name("hocket-publisher").unstarted(LanePool.inPlace(feeding));
        subscriber.onSubscribe(feeding);
        feeding.thread.start();
    }

    private static final class Refused implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    private final class Feeding implements Flow.Subscription, Runnable {
        private final Flow.Subscriber<? super Outcome<I, O>> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private volatile boolean cancelled;
        private volatile boolean badRequest;
        private @Nullable Thread thread;

        Feeding(Flow.Subscriber<? super Outcome<I, O>> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                badRequest = true;
            } else {
                demand.accumulateAndGet(
                        n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
            }
            LockSupport.unpark(thread);
        }

        @Override
        public void cancel() {
            if (!cancelled) {
                cancelled = true;
                run.cancel(Halt.Mode.NOW);
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            try (run) {
                feed(run.iterator());
            } catch (Throwable failed) {
                if (!cancelled) {
                    cancelled = true;
                    subscriber.onError(failed);
                }
            }
        }

        private void feed(Iterator<Outcome<I, O>> outcomes) {
            while (!cancelled) {
                if (badRequest) {
                    throw new IllegalArgumentException(
                            "request(n) takes a positive n (Reactive Streams 3.9)");
                }
                if (!outcomes.hasNext()) {
                    finish();
                } else if (demand.get() == 0) {
                    LockSupport.park(this);
                } else if (!cancelled) {
                    demand.decrementAndGet();
                    subscriber.onNext(outcomes.next());
                }
            }
        }

        private void finish() {
            if (!cancelled) {
                cancelled = true;
                subscriber.onComplete();
            }
        }
    }
}
