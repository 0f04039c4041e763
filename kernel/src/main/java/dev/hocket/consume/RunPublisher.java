package dev.hocket.consume;

import dev.hocket.Halt;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.spi.LanePool;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of a run for one subscriber, as they complete or in the order of the inputs. A
 * separate virtual thread consumes the run, one outcome per requested element, so signals are
 * serial and the subscriber may be slow. The thread ends when nothing is requested, and another one
 * continues later: an abandoned subscription occupies no thread. If a task of the run's own engine
 * subscribes, it may then wait; these threads replace it and run leases as well.
 */
final class RunPublisher<I, O extends @Nullable Object> implements Flow.Publisher<Outcome<I, O>> {
    private final Run<I, O> run;
    private final Iterable<Outcome<I, O>> outcomes;
    private final AtomicBoolean taken = new AtomicBoolean();

    RunPublisher(Run<I, O> run, Iterable<Outcome<I, O>> outcomes) {
        this.run = run;
        this.outcomes = outcomes;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Outcome<I, O>> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (!taken.compareAndSet(false, true)) {
            subscriber.onSubscribe(new Refused());
            subscriber.onError(
                    new IllegalStateException(
                            "this run already has a subscriber; start another run"));
            return;
        }
        Feeding feeding = new Feeding(subscriber);
        subscriber.onSubscribe(feeding);
        feeding.begin();
    }

    private static final class Refused implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    private final class Feeding implements Flow.Subscription, Runnable {
        /** Null once it has got its last signal or has cancelled; rule 3.13 wants it let go. */
        private volatile Flow.@Nullable Subscriber<? super Outcome<I, O>> subscriber;

        private final Runnable turn = LanePool.inPlace(this);
        private final AtomicLong demand = new AtomicLong();

        /** Calls not looked at; a thread feeds while there are any. The first is the beginning. */
        private final AtomicInteger calls = new AtomicInteger(1);

        private volatile boolean badRequest;

        /** Of the thread that feeds. */
        private @Nullable Iterator<Outcome<I, O>> iterator;

        Feeding(Flow.Subscriber<? super Outcome<I, O>> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                badRequest = true;
                run.cancel(Halt.Mode.NOW); // else the error would wait for the next outcome
            } else {
                demand.accumulateAndGet(
                        n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
            }
            called();
        }

        @Override
        public void cancel() {
            if (subscriber != null) {
                subscriber = null;
                run.cancel(Halt.Mode.NOW);
                called();
            }
        }

        private void called() {
            if (calls.getAndIncrement() == 0) {
                begin();
            }
        }

        void begin() {
            Thread _ = Thread.ofVirtual().name("hocket-publisher").start(turn);
        }

        @Override
        public void run() {
            for (int seen = calls.get(); seen != 0; seen = calls.addAndGet(-seen)) {
                if (over()) {
                    return; // and calls stay open, so that no thread begins again
                }
            }
        }

        private boolean over() {
            try {
                if (!feed()) {
                    return false;
                }
                run.close();
            } catch (Throwable failed) {
                run.close();
                Flow.Subscriber<?> told = last();
                if (told != null) {
                    told.onError(badRequest ? refusedRequest() : failed);
                }
            }
            return true;
        }

        /** Gives what was asked for; whether all is over. */
        private boolean feed() {
            Iterator<Outcome<I, O>> left = iterator == null ? outcomes.iterator() : iterator;
            iterator = left;
            while (subscriber != null) {
                // A bad request cancels the run, so this may also throw that it was cancelled.
                boolean more = left.hasNext();
                if (badRequest) {
                    throw refusedRequest();
                }
                if (!more) {
                    complete();
                } else if (demand.get() == 0) {
                    return false;
                } else {
                    give(left);
                }
            }
            return true;
        }

        private static IllegalArgumentException refusedRequest() {
            return new IllegalArgumentException(
                    "request(n) takes a positive n (Reactive Streams 3.9)");
        }

        private void give(Iterator<Outcome<I, O>> left) {
            Flow.Subscriber<? super Outcome<I, O>> told = subscriber;
            if (told != null) {
                demand.decrementAndGet();
                told.onNext(left.next());
            }
        }

        private void complete() {
            Flow.Subscriber<?> told = last();
            if (told != null) {
                told.onComplete();
            }
        }

        /** The subscriber, for its last signal; null if it wants none. */
        private Flow.@Nullable Subscriber<?> last() {
            Flow.Subscriber<?> told = subscriber;
            subscriber = null;
            return told;
        }
    }
}
