package dev.hocket.check.corpus.library;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Correct programs with Reactor. */
public final class ReactorUse {
    private static void expect(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(actual + ", not " + expected);
        }
    }

    /** Elements pass from one thread to another in order. */
    public void publishesOn() {
        Scheduler threads = Schedulers.newParallel("threads", 2);
        try {
            List<Integer> doubled =
                    Flux.range(1, 3)
                            .publishOn(threads)
                            .map(number -> number * 2)
                            .collectList()
                            .block();
            expect(List.of(2, 4, 6), doubled);
        } finally {
            threads.dispose();
        }
    }

    /** Two results of other threads are combined. */
    public void zips() {
        Scheduler threads = Schedulers.newBoundedElastic(2, 10, "threads");
        try {
            Mono<Integer> one = Mono.fromCallable(() -> 1).subscribeOn(threads);
            Mono<Integer> two = Mono.fromCallable(() -> 2).subscribeOn(threads);
            expect(3, Mono.zip(one, two, Integer::sum).block());
        } finally {
            threads.dispose();
        }
    }

    /** Several threads work on parts. */
    public void flattens() {
        Scheduler threads = Schedulers.newParallel("threads", 2);
        try {
            Integer sum =
                    Flux.range(1, 3)
                            .flatMap(n -> Mono.fromCallable(() -> n * n).subscribeOn(threads))
                            .reduce(0, Integer::sum)
                            .block();
            expect(14, sum);
        } finally {
            threads.dispose();
        }
    }

    /** Two threads emit into one sink. */
    public void emits() throws InterruptedException {
        Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
        Thread other =
                new Thread(() ->
                        sink.emitNext(
                                "other",
                                Sinks.EmitFailureHandler.busyLooping(Duration.ofMinutes(1))));
        other.start();
        sink.emitNext("mine", Sinks.EmitFailureHandler.busyLooping(Duration.ofMinutes(1)));
        other.join();
        sink.tryEmitComplete().orThrow();
        expect(2L, sink.asFlux().count().block());
    }

    /** What comes too late is replaced. */
    public void timesOut() {
        Scheduler threads = Schedulers.newSingle("threads");
        try {
            String value =
                    Mono.delay(Duration.ofHours(1), threads)
                            .map(number -> "late")
                            .timeout(Duration.ofMinutes(1), Mono.just("instead"), threads)
                            .block();
            expect("instead", String.valueOf(value));
        } finally {
            threads.dispose();
        }
    }
}
