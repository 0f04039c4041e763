/**
 * Jobs as Reactor pipelines, and runs as fluxes. The engine is found by its name; programs that use
 * Reactor call {@link dev.hocket.reactive.RunFlux}.
 *
 * {@snippet :
 * Job<Long, Long> square = Job.of("square", n -> n * n);
 * try (Engine engine = Engine.named("reactive:4")) {
 *     long sum = RunFlux.of(engine, square, Inputs.range(0, 1_000)).outputs().reduce(0L, Long::sum).block();
 *     System.out.println(sum);
 * }
 * }
 */
@NullMarked
package dev.hocket.reactive;

import org.jspecify.annotations.NullMarked;
