package dev.hocket.testkit;

import dev.hocket.Outcome;
import dev.hocket.Report;
import dev.hocket.Run;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** The forms in which a run is consumed to its end. */
enum ConsumingForm {
    /** As completed. */
    ITERATOR {
        @Override
        void consume(Run<?, ?> run) {
            run.forEach(_ -> {});
        }
    },
    /** In the order of the inputs. */
    IN_ORDER {
        @Override
        void consume(Run<?, ?> run) {
            for (Iterator<?> each = run.inOrder().iterator(); each.hasNext(); ) {
                Object _ = each.next();
            }
        }
    },
    /** As a stream. */
    STREAM {
        @Override
        void consume(Run<?, ?> run) {
            run.stream().forEach(_ -> {});
        }
    },
    /** By a subscriber. */
    PUBLISHER {
        @Override
        void consume(Run<?, ?> run) {
            subscribe(run.publisher());
        }
    },
    /** By a subscriber, in the order of the inputs. */
    PUBLISHER_IN_ORDER {
        @Override
        void consume(Run<?, ?> run) {
            subscribe(run.publisherInOrder());
        }
    },
    /** One by one, each waited for a short time only. */
    POLL {
        @Override
        void consume(Run<?, ?> run) {
            while (!run.finished()) {
                Optional<?> _ = run.poll(Duration.ofMillis(1));
            }
        }
    },
    /** On an executor. */
    OUTCOMES {
        @Override
        void consume(Run<?, ?> run) {
            CompletableFuture<Report> end =
                    run.outcomes(Runnable::run, _ -> {}).toCompletableFuture();
            Optional<Throwable> said =
                    end.handle((_, thrown) -> Optional.ofNullable(thrown)).join();
            if (said.isPresent()) {
                throw (RuntimeException) said.get();
            }
        }
    },
    /** Dropped. */
    DRAIN {
        @Override
        void consume(Run<?, ?> run) {
            var _ = run.drain();
        }
    };

    /** Consumes all; throws what the run says at its end. */
    abstract void consume(Run<?, ?> run);

    /** How many outcomes came, whether the run was cancelled or not. */
    static long count(Run<?, ?> run) {
        AtomicLong count = new AtomicLong();
        try {
            run.forEach(_ -> count.incrementAndGet());
        } catch (CancellationException _) {
            // it says so at its end
        }
        return count.get();
    }

    private static <T extends Outcome<?, ?>> void subscribe(Flow.Publisher<T> publisher) {
        CompletableFuture<Optional<Throwable>> end = new CompletableFuture<>();
        publisher.subscribe(
                new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(T outcome) {}

                    @Override
                    public void onError(Throwable error) {
                        boolean _ = end.complete(Optional.of(error));
                    }

                    @Override
                    public void onComplete() {
                        boolean _ = end.complete(Optional.empty());
                    }
                });
        switch (end.join().orElse(null)) {
            case null -> {}
            case RuntimeException said -> throw said;
            case Throwable said -> throw new AssertionError("signalled as an error", said);
        }
    }
}
