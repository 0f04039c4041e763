/**
 * A pool of child JVMs: the provider that opens the engine, and its options. Programs and the
 * service loader call it.
 *
 * {@snippet :
 * try (Engine engine = new ProcessesProvider().heap(256 << 20).open(2)) { // or Engine.named("processes:2")
 *     List<Long> squares = engine.map(Job.of("square", (Long n) -> n * n), Inputs.range(0, 1_000));
 *     System.out.println(squares);
 * }
 * }
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.processes;
