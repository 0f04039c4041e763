/**
 * Arrays in memory that several processes share. Programs and tasks call it; it calls only the
 * package of shared memory.
 *
 * {@snippet :
 * try (Engine engine = Engine.named("processes:2");
 *         SharedLongs counts = SharedLongs.allocate(10)) { // the workers see the same memory
 *     engine.map(Job.of("count", (Long n) -> counts.getAndAdd(n % 10, 1)), Inputs.range(0, 1_000));
 *     System.out.println(counts.get(3));
 * }
 * }
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.link.shared;
