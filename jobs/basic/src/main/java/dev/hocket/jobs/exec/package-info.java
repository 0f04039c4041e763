/**
 * A command for each input: the task, the template of its command line, and its result. This is
 * what programs call; the packages below do the work.
 *
 * {@snippet :
 * CommandTask gzip = CommandTask.of(CommandTemplate.of(List.of("gzip", "-k", "{}")));
 * try (Engine engine = Engine.named("threads:4")) {
 *     List<CommandInput> files = List.of(new CommandInput(1, "a.log"), new CommandInput(2, "b.log"));
 *     engine.map(Job.of("gzip", gzip), Inputs.of(files));
 * }
 * }
 */
@NullMarked
package dev.hocket.jobs.exec;

import org.jspecify.annotations.NullMarked;
