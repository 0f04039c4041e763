package dev.hocket.cli.job;

import dev.hocket.Job;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.source.CommandInputs;
import dev.hocket.jobs.exec.CommandInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How many inputs a command of {@code exec} gets.
 *
 * @param option how that was asked for; empty for one each
 * @param size at most so many; 0 for as many as fit
 * @param shared whether each lane gets its share, where all fit
 * @param limit the most bytes of the inputs of a command
 * @param split whether the inputs of a failed batch run again one by one
 */
public record CommandBatches(String option, int size, boolean shared, long limit, boolean split) {
    /** The length of a command line that each system takes, as xargs sees it. */
    private static final long MOST_BYTES = 128 << 10;

    /** What a word costs beside its bytes: its end, and its address. */
    private static final int WORD_BYTES = 9;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final String[] FILLING = {"-m", "-X", "--xargs"};

    /** Adds the options. */
    public static void describe(CommandOptions options) {
        options.option("N", "Give each command up to N inputs.", "-n", "--max-args");
        options.option(
                "N",
                "Give each command N inputs, which {1} to {N} stand for.",
                "-N",
                "--max-replace-args");
        options.flag("Give each command as many inputs as fit, or its share of all.", "-m");
        options.flag("The same as -m.", "-X");
        options.flag("Give each command as many inputs as fit.", "--xargs");
        options.flag(
                "Run the inputs of a failed command with several inputs again, one by one.",
                "--split-failed");
    }

    /** What the options ask for. */
    public static CommandBatches of(ParsedLine words, CommandInputs inputs) throws SetUpException {
        List<String> given = new ArrayList<>();
        for (String name : List.of("-n", "-N")) {
            if (words.value(name) != null) {
                given.add(name);
            }
        }
        for (String name : FILLING) {
            if (words.has(name)) {
                given.add(name);
            }
        }
        if (given.size() > 1) {
            throw new SetUpException(
                    "%s and %s both say how many inputs a command gets; leave one of them out"
                            .formatted(given.get(0), given.get(1)));
        }
        boolean split = words.has("--split-failed");
        if (given.isEmpty()) {
            if (split) {
                throw new SetUpException(
                        "--split-failed splits commands with several inputs, and each has one; add"
                                + " -n N or -m, or leave it out");
            }
            return new CommandBatches("", 1, false, Long.MAX_VALUE, false);
        }
        return of(given.getFirst(), words, inputs, split);
    }

    private static CommandBatches of(
            String option, ParsedLine words, CommandInputs inputs, boolean split)
            throws SetUpException {
        if (inputs.command().isEmpty()) {
            throw new SetUpException(
                    option
                            + " gives several inputs to one command, and here each input is a"
                            + " command; write the command before the inputs");
        }
        if (!inputs.names().isEmpty()) {
            throw new SetUpException(
                    option
                            + " gives several inputs to one command, and the names of --header are"
                            + " those of one; leave one of them out");
        }
        String text = words.value(option.equals("-N") ? "-N" : "-n");
        if (text != null) {
            int size = OptionValues.count(option, text, 1);
            String named = option + " " + size;
            return new CommandBatches(named, size, false, Long.MAX_VALUE, split);
        }
        checkFills(option, words, inputs);
        long used = inputs.command().stream().mapToLong(CommandBatches::bytes).sum();
        long uses = Math.max(1, uses(inputs.command(), words.value("-I", "{}")));
        long limit = Math.max(1, (MOST_BYTES - used) / uses);
        return new CommandBatches(option, 0, !option.equals("--xargs"), limit, split);
    }

    private static void checkFills(String option, ParsedLine words, CommandInputs inputs)
            throws SetUpException {
        if (words.has("--dry-run")) {
            throw new SetUpException(
                    "how many inputs "
                            + option
                            + " gives a command depends on the run, which --dry-run does not start;"
                            + " use -n N");
        }
        String input = words.value("-I", "{}");
        for (String each : BLANKS.splitAsStream(String.join(" ", inputs.command())).toList()) {
            String bare = each.replaceAll("[\"';|&()]", "");
            if (option.equals("-X") && bare.contains(input) && !bare.equals(input)) {
                throw new SetUpException(
                        "-X would repeat '%s' for each input, which hocket does not do; use -m, or let %s be a word of its own"
                                .formatted(each, input));
            }
        }
    }

    private static long uses(List<String> command, String input) {
        String all = String.join(" ", command);
        return ((long) all.length() - all.replace(input, "").length()) / input.length();
    }

    private static long bytes(String word) {
        return (long) word.getBytes(StandardCharsets.UTF_8).length + WORD_BYTES;
    }

    private static long bytes(CommandInput input) {
        return input.parts().stream().mapToLong(CommandBatches::bytes).sum();
    }

    /** Whether a command may get several inputs. */
    public boolean several() {
        return !option.isEmpty();
    }

    /** How many parts the inputs of a command have together; 0 if that is not known. */
    public int parts(int ofEach) {
        return (int) Math.min(Integer.MAX_VALUE, (long) size * ofEach);
    }

    /** Sets the size of the batches of a job. */
    <O> Job<CommandInput, O> applyTo(Job<CommandInput, O> job) {
        Job<CommandInput, O> sized =
                size > 0 ? job.batchSize(size) : job.batchLimit(CommandBatches::bytes, limit);
        Job<CommandInput, O> filled =
                size == 0 && !shared ? sized.batchSize(Integer.MAX_VALUE) : sized;
        return split ? filled.splitFailed() : filled;
    }
}
