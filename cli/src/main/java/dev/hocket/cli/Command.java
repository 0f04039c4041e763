package dev.hocket.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** One of the words after {@code hocket}. Made only when it is asked for: start-up counts. */
abstract class Command {
    private final String name;

    Command(String name) {
        this.name = name;
    }

    /** The word. */
    final String name() {
        return name;
    }

    /** Adds options, words and help to the command's description. */
    abstract void describe(CommandSpec spec);

    /**
     * Runs it.
     *
     * @return the exit status
     */
    abstract int run(ParseResult words, Screen screen) throws SetUpException;

    /** The description of this command and its options. */
    CommandSpec spec(String qualifiedName) {
        CommandSpec spec = CommandSpec.create().name(qualifiedName);
        describe(spec);
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help and end.")
                        .build());
        spec.parser().abbreviatedOptionsAllowed(false);
        spec.usageMessage()
                .width(92)
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .optionListHeading("%nOptions:%n")
                .parameterListHeading("%n");
        return spec;
    }

    /** Adds an option with a value. */
    static void option(CommandSpec spec, String label, String description, String... names) {
        spec.addOption(
                OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
                        .paramLabel(label)
                        .type(String.class)
                        .description(description)
                        .build());
    }

    /** Adds an option that is there or not. */
    static void flag(CommandSpec spec, String description, String... names) {
        spec.addOption(
                OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
                        .type(boolean.class)
                        .arity("0")
                        .description(description)
                        .build());
    }

    /** Adds the words after the options. */
    static void words(CommandSpec spec, String label, String description) {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0..*")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel(label)
                        .description(description)
                        .build());
    }

    /** The words after the options. */
    static List<String> words(ParseResult parsed) {
        return parsed.matchedPositionalValue(0, List.<String>of());
    }

    /** The usage lines and the examples of a command's help. */
    static void help(CommandSpec spec, String summary, String[] usages, String... examples) {
        String[] aligned = usages.clone();
        for (int i = 1; i < aligned.length; i++) {
            aligned[i] = " ".repeat("Usage: ".length()) + aligned[i];
        }
        spec.usageMessage()
                .customSynopsis(aligned)
                .description("%n" + summary)
                .footerHeading("%nExamples:%n")
                .footer(examples);
    }
}
