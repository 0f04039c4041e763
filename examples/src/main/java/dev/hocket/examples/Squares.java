package dev.hocket.examples;

import dev.hocket.Engine;
import dev.hocket.FailedInputException;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.reactive.RunFlux;
import reactor.core.publisher.Flux;

/** Composes runs with Reactor's operators. */
public final class Squares {
    private Squares() {}

    /** Prints the result of each composition. */
    public static void main(String[] args) {
        Job<Long, Long> square = Job.of("square", number -> number * number);
        Job<Long, String> name = Job.of("name", number -> "number " + number);
        Job<Long, Long> half = Job.of("half", Squares::half);

        try (Engine engine = Engine.named("reactive:4")) {
            RunFlux<Long, Long> squares = RunFlux.of(engine, square, Inputs.range(0, 10)).inOrder();
            RunFlux<Long, String> names = RunFlux.of(engine, name, Inputs.range(0, 10)).inOrder();

            show("even ones", squares.outputs().filter(n -> n % 2 == 0).map(n -> "<" + n + ">"));
            show("sums of 3", squares.outputs().window(3).concatMap(few -> few.reduce(Long::sum)));
            show("zipped", Flux.zip(names.outputs(), squares.outputs(), (n, s) -> n + ": " + s));
            show("merged", Flux.merge(squares.outputs().map(String::valueOf), names.outputs()));
            show("first 3", squares.outputs().take(3));
            show(
                    "halves, until one fails",
                    RunFlux.of(engine, half, Inputs.of(8L, 6L, 5L, 4L))
                            .inOrder()
                            .outputs()
                            .onErrorResume(FailedInputException.class, e -> Flux.just(-1L)));
            Flux<Outcome<Long, Long>> shared = squares.shared(2);
            Flux<Long> numbers = shared.map(Outcome::input);
            show(
                    "one run, two readers",
                    Flux.zip(shared.filter(Outcome::isDone).count(), numbers.reduce(Long::sum)));
        }
    }

    private static Long half(long number) {
        if (number % 2 != 0) {
            throw new IllegalArgumentException(number + " is odd");
        }
        return number / 2;
    }

    private static void show(String what, Flux<?> flux) {
        System.out.println(what + ": " + flux.toStream().toList());
    }
}
