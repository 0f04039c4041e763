package dev.hocket.reactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.FailedInputException;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.util.function.Tuple2;

/** Runs composed by Reactor's operators. */
@Timeout(60)
class OperatorsTest {
    private final Engine engine = Engine.named("reactive:2");
    private final Job<Long, Long> square = Job.of("square", input -> input * input);
    private final Job<Long, String> name = Job.of("name", input -> "n" + input);

    @AfterEach
    void close() {
        engine.close();
    }

    private <O> RunFlux<Long, O> over(Job<Long, O> job, long inputs) {
        return RunFlux.of(engine, job, Inputs.range(0, inputs)).inOrder();
    }

    @Test
    void filterAndMap() {
        List<String> even =
                over(square, 6)
                        .outputs()
                        .filter(output -> output % 2 == 0)
                        .map(output -> "<" + output + ">")
                        .toStream()
                        .toList();
        assertEquals(List.of("<0>", "<4>", "<16>"), even);
    }

    @Test
    void window() {
        List<Long> sums =
                over(square, 5)
                        .outputs()
                        .window(2)
                        .concatMap(few -> few.reduce(0L, Long::sum))
                        .toStream()
                        .toList();
        assertEquals(List.of(1L, 13L, 16L), sums);
    }

    @Test
    void zip() {
        List<String> pairs =
                Flux.zip(over(name, 3).outputs(), over(square, 5).outputs())
                        .map(pair -> pair.getT1() + "=" + pair.getT2())
                        .toStream()
                        .toList();
        assertEquals(List.of("n0=0", "n1=1", "n2=4"), pairs);
    }

    @Test
    void merge() {
        List<Object> both =
                Flux.<Object>merge(over(name, 3).outputs(), over(square, 3).outputs())
                        .toStream()
                        .toList();
        assertEquals(Set.of("n0", "n1", "n2", 0L, 1L, 4L), new HashSet<>(both));
        assertEquals(6, both.size());
    }

    @Test
    void oneRunFeedsAnother() {
        Inputs<Long> squares = Inputs.of(over(square, 100).outputs().toStream(16));
        Flux<String> names = RunFlux.of(engine, name, squares).inOrder().outputs();
        assertEquals(
                LongStream.range(0, 100).mapToObj(i -> "n" + i * i).toList(),
                names.toStream().toList());
    }

    @Test
    void eachOutcomeMayStartARun() {
        Long total =
                over(square, 20)
                        .outputs()
                        .flatMap(upTo -> over(square, upTo).outputs().count(), 3)
                        .reduce(0L, Long::sum)
                        .block();
        assertEquals(LongStream.range(0, 20).map(i -> i * i).sum(), total);
    }

    @Test
    void aSharedRunForksAndJoins() {
        List<Tuple2<Long, Long>> joined =
                over(square, 1_000)
                        .cold()
                        .publish(shared ->
                                Flux.zip(
                                        shared.filter(Outcome::isDone).count(),
                                        shared.map(Outcome::input).reduce(0L, Long::sum)))
                        .toStream()
                        .toList();
        assertEquals(1_000L, joined.getFirst().getT1());
        assertEquals(499_500L, joined.getFirst().getT2());
    }

    @Test
    void errorsAreReplaced() {
        Job<Long, Long> failing =
                Job.of(
                        "failing",
                        input -> {
                            if (input == 2) {
                                throw new IllegalArgumentException("two");
                            }
                            return input;
                        });
        List<Long> replaced =
                over(failing, 5)
                        .outputs()
                        .onErrorResume(FailedInputException.class, error -> Flux.just(-1L))
                        .toStream()
                        .toList();
        assertEquals(List.of(0L, 1L, -1L), replaced);
    }

    @Test
    void errorsStartTheRunAgain() {
        AtomicInteger calls = new AtomicInteger();
        Job<Long, Long> flaky =
                Job.of(
                        "flaky",
                        input -> {
                            if (input == 2 && calls.incrementAndGet() < 3) {
                                throw new IllegalArgumentException("not yet");
                            }
                            return input;
                        });
        List<Long> got = over(flaky, 4).outputs().retry(5).toStream().toList();
        assertEquals(List.of(0L, 1L, 0L, 1L, 0L, 1L, 2L, 3L), got);
        assertTrue(calls.get() >= 3);
    }
}
