/**
 * Communicating sequential processes: the engine {@code csp}, and pipelines and networks of
 * processes that share nothing but channels. Channels and {@code select} are those of Jox.
 *
 * {@snippet :
 * Pipeline<String, Integer> lengths =
 *         Pipeline.of(Stage.of("trim", (String word) -> word.strip())).then(Stage.of("length", String::length));
 * try (PipelineRun<Integer> run = lengths.start(List.of(" one", "three "))) {
 *     run.forEach(System.out::println);
 * }
 * }
 */
@NullMarked
package dev.hocket.csp;

import org.jspecify.annotations.NullMarked;
