package dev.hocket.cli.option;

import dev.hocket.Inputs;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of a job command: what to run, and where its inputs come from. That is one of the words
 * themselves, a file, or standard input.
 *
 * @param command the words that say what to run
 * @param given the inputs among the words, or null if there are none
 * @param marked whether {@code :::} stands before them
 * @param file the file that holds the inputs, or null
 * @param nul whether inputs read from a stream end with NUL, not with a line break
 */
public record InputWords(
        List<String> command,
        @Nullable List<String> given,
        boolean marked,
        @Nullable String file,
        boolean nul) {
    private static final String MARK = ":::";

    static void describe(CommandOptions options) {
        options.option(
                "FILE",
                "Read the inputs from FILE, one per line; '-' is standard input.",
                "-a",
                "--arg-file");
        options.flag("Inputs that are read end with NUL instead of a line break.", "-0", "--null");
    }

    /** How many words say what to run where no {@code :::} does, if all do. */
    public static final int ALL = Integer.MAX_VALUE;

    /** What other tools have between a command and its inputs, and what there is here instead. */
    private static final Map<String, String> SEPARATORS =
            Map.of(
                    "::::", "names files of inputs in GNU parallel; use -a FILE",
                    ":::+", "pairs inputs in GNU parallel; write each pair as one input",
                    "::::+",
                            "pairs inputs in GNU parallel; write each pair as one line of -a FILE");

    /**
     * Splits the words of a command.
     *
     * @param heads how many words say what to run where no {@code :::} does: 0, 1 or {@link #ALL}
     */
    public static InputWords of(ParsedLine parsed, int heads) throws SetUpException {
        List<String> words = parsed.words();
        String file = parsed.value("-a");
        boolean nul = parsed.has("-0");
        int mark = words.indexOf(MARK);
        for (String word : mark < 0 ? words : words.subList(0, mark)) {
            String instead = SEPARATORS.get(word);
            if (instead != null) {
                throw new SetUpException("'" + word + "' " + instead);
            }
        }
        List<String> given = null;
        List<String> command;
        if (mark >= 0) {
            command = words.subList(0, mark);
            given = words.subList(mark + 1, words.size());
            checkMarks(given);
        } else {
            int split = Math.min(heads, words.size());
            command = words.subList(0, split);
            if (words.size() > split) {
                given = words.subList(split, words.size());
            }
        }
        check(given, mark >= 0, file, nul, command);
        return new InputWords(command, given, mark >= 0, file, nul);
    }

    private static void checkMarks(List<String> given) throws SetUpException {
        if (given.contains(MARK)) {
            throw new SetUpException(
                    "':::' was given twice, which makes all combinations in GNU parallel; give each"
                            + " combination as one input after a single ':::'");
        }
        for (String word : given) {
            String instead = SEPARATORS.get(word);
            if (instead != null) {
                throw new SetUpException("'" + word + "' " + instead);
            }
        }
    }

    private static void check(
            @Nullable List<String> given,
            boolean marked,
            @Nullable String file,
            boolean nul,
            List<String> command)
            throws SetUpException {
        if (given != null && file != null) {
            String found = marked ? "after ':::'" : "as words ('" + given.getFirst() + "')";
            String quote =
                    marked || command.isEmpty()
                            ? ""
                            : "; quote a command of several words: '%s'"
                                    .formatted(
                                            String.join(" ", command)
                                                    + " "
                                                    + String.join(" ", given));
            throw new SetUpException(
                    "inputs are given both "
                            + found
                            + " and with -a "
                            + file
                            + "; give them in one place"
                            + quote);
        }
        if (given != null && nul) {
            throw new SetUpException(
                    "-0 applies to inputs that are read, but they are given as words; leave it out,"
                            + " or pass them with -a or on standard input");
        }
    }

    /** Says it when an input looks like an option that came too late. */
    public void warnOfOptions(Screen screen) {
        if (given == null || marked) {
            return;
        }
        for (String word : given) {
            if (word.length() > 1 && word.charAt(0) == '-' && !isNumber(word)) {
                screen.say(
                        "'"
                                + word
                                + "' is read as an input, since it follows '"
                                + command.getFirst()
                                + "'; options of hocket come before that, and inputs after ':::'");
                return;
            }
        }
    }

    private static boolean isNumber(String word) {
        return Character.isDigit(word.charAt(1)) || word.charAt(1) == '.';
    }

    /**
     * The first line that is not blank of what is given, or of a file; null if that is not known.
     */
    public @Nullable String firstLine() {
        if (given != null) {
            return given.isEmpty() ? null : given.getFirst();
        }
        Path list = fromStandardInput() || file == null ? null : Path.of(file);
        if (list == null || !Files.isRegularFile(list)) { // a pipe is read once
            return null;
        }
        try (BufferedReader lines = Files.newBufferedReader(list)) {
            String line = lines.readLine();
            while (line != null && line.isBlank()) {
                line = lines.readLine();
            }
            return line;
        } catch (IOException later) {
            return null; // the run says what is wrong with it
        }
    }

    /** The inputs as texts, to be read during the run. */
    public Inputs<String> inputs(Screen screen) throws SetUpException {
        if (given != null) {
            return Inputs.of(given);
        }
        return Inputs.of(texts(screen));
    }

    /** The inputs as texts, read one by one; to be closed. */
    public Stream<String> texts(Screen screen) throws SetUpException {
        return given != null
                ? given.stream()
                : DelimitedTexts.over(open(file, "-a", screen), streamName(), nul ? '\0' : '\n')
                        .stream();
    }

    /** All inputs as texts, at once. */
    public List<String> all(Screen screen) throws SetUpException {
        if (given != null) {
            return given;
        }
        try (Stream<String> texts = texts(screen)) {
            return texts.toList();
        } catch (UncheckedIOException failed) {
            throw new SetUpException(String.valueOf(failed.getMessage()), failed);
        }
    }

    /** Whether the inputs come from standard input. */
    public boolean fromStandardInput() {
        return given == null && (file == null || file.equals("-"));
    }

    private String streamName() {
        return fromStandardInput() || file == null ? "standard input" : file;
    }

    /**
     * Opens a list of inputs.
     *
     * @param file its name; null or {@code -} for standard input
     * @param option what the user has written before the name
     */
    public static InputStream open(@Nullable String file, String option, Screen screen)
            throws SetUpException {
        if (file == null || file.equals("-")) {
            if (screen.terminal().in()) {
                screen.typed();
                screen.say(
                        "reading inputs from the terminal, one per line; end with Ctrl-D (other"
                                + " ways: words after ':::', or -a FILE)");
            }
            return InterruptibleInput.ofProcess();
        }
        try {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw new SetUpException(
                        "%s '%s' is a folder; expected a file with one input per line"
                                .formatted(option, file));
            }
            return InterruptibleInput.of(path);
        } catch (InvalidPathException | IOException failed) {
            throw new SetUpException(
                    option
                            + ": "
                            + Wording.problem(failed)
                            + "; expected a file with one input per line, or '-' for standard"
                            + " input",
                    failed);
        }
    }
}
