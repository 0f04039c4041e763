package dev.hocket.cli;

import java.io.IOException;
import java.util.List;

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

    /** Adds options, words and help. */
    abstract void describe(Options options);

    /**
     * Runs it.
     *
     * @return the exit status
     */
    abstract int run(Parsed parsed, Screen screen) throws SetUpException;

    /** What it takes. */
    final Options options() {
        Options options = new Options("hocket " + name);
        describe(options);
        return options.flag("Show this help and end.", "-h", "--help");
    }

    /** Reads these words and runs the command, or shows its help. */
    final int start(List<String> words, Screen screen) throws SetUpException {
        Options options = options();
        Parsed parsed = options.parse(words);
        return parsed.has("--help") ? print(help(options, screen), screen) : run(parsed, screen);
    }

    /** Shows the help. */
    final int showHelp(Screen screen) {
        return print(help(options(), screen), screen);
    }

    private static String help(Options options, Screen screen) {
        boolean colours = screen.terminal().out() && screen.terminal().colours(System.getenv());
        return Manual.of(options, colours);
    }

    /**
     * Prints a text as the only result.
     *
     * @return the exit status
     */
    static int print(String text, Screen screen) {
        try {
            screen.result(text);
            screen.flush();
            return ExitCodes.DONE;
        } catch (IOException failed) {
            return screen.closed() ? ExitCodes.OUTPUT_CLOSED : ExitCodes.SET_UP;
        }
    }
}
