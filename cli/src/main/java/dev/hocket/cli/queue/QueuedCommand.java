package dev.hocket.cli.queue;

import dev.hocket.jobs.exec.CommandInput;
import dev.hocket.jobs.exec.CommandSyntax;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One command with its input, as it is stored.
 *
 * @param spec what all commands of one submission have in common
 * @param input the input
 * @param number the position of the input, from 1
 * @param parts what the placeholders of parts stand for
 */
record QueuedCommand(Spec spec, String input, long number, List<String> parts) {

    /**
     * A command without its input.
     *
     * @param words the words of the command; none if the inputs are commands
     * @param syntax how they are read
     * @param place the working folder of the program that submitted it
     * @param folder the folder of each command, relative to {@code place}, or empty
     * @param environment the variables that were named
     * @param retries attempts in all
     * @param backoff the delay before the second attempt
     * @param timeout the time that an attempt may take, or null
     * @param maxOutput how many bytes of each output are stored
     */
    record Spec(
            List<String> words,
            CommandSyntax syntax,
            String place,
            String folder,
            Map<String, String> environment,
            int retries,
            Duration backoff,
            @Nullable Duration timeout,
            long maxOutput) {}

    static QueuedCommand of(Spec spec, CommandInput input) {
        return new QueuedCommand(spec, input.text(), input.number(), input.parts());
    }

    CommandInput toInput() {
        return new CommandInput(number, input, parts);
    }
}
