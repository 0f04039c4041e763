/**
 * Measures a job on every engine that can run it, and recommends one. This is what programs call;
 * the packages below measure and judge.
 *
 * {@snippet :
 * Job<Long, Long> square = Job.of("square", n -> n * n);
 * Choice choice = Choose.of(square, LongStream.range(0, 100_000).boxed().toList()).budget(Duration.ofSeconds(20)).run();
 * System.out.println(choice);
 * }
 */
@NullMarked
package dev.hocket.choose;

import org.jspecify.annotations.NullMarked;
