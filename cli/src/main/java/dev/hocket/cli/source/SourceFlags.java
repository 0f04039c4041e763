package dev.hocket.cli.source;

import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that say how inputs are read and put together.
 *
 * @param files the files of {@code -a}
 * @param delimiter what ends each input that is read
 * @param delimited the option that says so, or null
 * @param columns how texts are taken apart
 * @param header whether the first text of each source is its name
 * @param linked whether all sources go along with each other
 */
record SourceFlags(
        List<String> files,
        char delimiter,
        @Nullable String delimited,
        InputColumns columns,
        boolean header,
        boolean linked) {
    private static final String DELIMITER =
            "one ASCII character, or \\n, \\t, \\0 or \\xHH; for a separator of several characters"
                    + " use sed or --colsep";

    /** Adds the options, but for {@code -a} and {@code -0}, which every job has. */
    static void describe(CommandOptions options) {
        options.repeatable("-a");
        options.option(
                "CHAR",
                "Inputs that are read end with CHAR instead of a line break: , or \\t or \\x1f.",
                "-d",
                "--delimiter");
        options.option(
                "REGEX",
                "Split each input into columns {1}, {2}, ... at REGEX. Blanks around a column are"
                        + " removed, unless --trim n is given.",
                "-C",
                "--colsep");
        options.option("n|l|r|lr", "Remove blanks at the left or right of inputs.", "--trim");
        options.option(
                ":",
                "The first input of each source is its name, or with --colsep the names of its"
                        + " columns; {NAME} is replaced by that part.",
                "--header");
        options.flag(
                "Combine the first inputs of all sources, then the second ones, and so on. Shorter"
                        + " sources start again.",
                "--link",
                "--xapply");
        options.option("STR", "Replace STR instead of {} by the input.", "-I");
    }

    static SourceFlags of(ParsedLine parsed) throws SetUpException {
        String header = parsed.value("--header");
        if (header != null && !header.equals(":")) {
            throw OptionValues.bad("--header", header, "':', as in --header :");
        }
        String chosen = parsed.value("-d");
        boolean nul = parsed.has("-0");
        if (nul && chosen != null) {
            throw new SetUpException(
                    "-0 and -d " + chosen + " both say what ends an input; leave one of them out");
        }
        return new SourceFlags(
                parsed.values("-a"),
                nul ? '\0' : chosen == null ? '\n' : delimiter(chosen),
                nul ? "-0" : chosen == null ? null : "-d",
                InputColumns.of(parsed),
                header != null,
                parsed.has("--link"));
    }

    private static char delimiter(String text) throws SetUpException {
        int found =
                switch (text) {
                    case "\\n" -> '\n';
                    case "\\t" -> '\t';
                    case "\\0" -> '\0';
                    case "\\\\" -> '\\';
                    default -> text.length() == 1 ? text.charAt(0) : hexadecimal(text);
                };
        if (found < 0 || found > 0x7f) {
            throw OptionValues.bad("-d", text, DELIMITER);
        }
        return (char) found;
    }

    private static int hexadecimal(String text) {
        return text.matches("\\\\x[0-9a-fA-F]{2}") ? Integer.parseInt(text.substring(2), 16) : -1;
    }
}
