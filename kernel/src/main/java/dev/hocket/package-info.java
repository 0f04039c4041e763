/**
 * What a user writes with: a job over inputs, run by an engine, each input ending in one outcome.
 * Everything may call it; it calls the hidden packages only from its factory methods.
 *
 * {@snippet :
 * Job<String, Integer> length = Job.of("length", String::length);
 * try (Engine engine = Engine.named("threads:4");
 *         Run<String, Integer> run = engine.start(length, Inputs.of(List.of("one", "three")))) {
 *     for (Outcome<String, Integer> outcome : run) {
 *         switch (outcome) {
 *             case Done(var word, var size, var stats) -> System.out.println(word + " " + size);
 *             case Failed(var word, var cause, var stats) -> System.err.println(word + ": " + cause.message());
 *         }
 *     }
 *     System.err.println(run.report());
 * }
 * }
 */
@NullMarked
package dev.hocket;

import org.jspecify.annotations.NullMarked;
