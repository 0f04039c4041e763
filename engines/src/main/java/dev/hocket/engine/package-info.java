/**
 * The engines that need only the JDK, by their providers and by name. Their implementations are in
 * the packages below, which are not exported.
 *
 * {@snippet :
 * try (Engine engine = Engine.named("virtual:100")) { // or threads, forkjoin, async, sequential, auto
 *     List<Long> squares = engine.map(Job.of("square", (Long n) -> n * n), Inputs.range(0, 1_000));
 *     System.out.println(squares);
 * }
 * }
 */
@NullMarked
package dev.hocket.engine;

import org.jspecify.annotations.NullMarked;
