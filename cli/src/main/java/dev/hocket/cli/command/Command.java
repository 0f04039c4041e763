package dev.hocket.cli.command;

import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import java.io.IOException;
import java.util.List;

/** One of the words after {@code hocket}. Made only when it is asked for: start-up counts. */
public abstract class Command {
    private final String name;

    Command(String name) {
        this.name = name;
    }

    /** The word. */
    public final String name() {
        return name;
    }

    /** Adds options, words and help. */
    abstract void describe(CommandOptions options);

    /**
     * Runs it.
     *
     * @return the exit status
     */
    abstract int run(ParsedLine parsed, Screen screen) throws SetUpException;

    /** What it takes. */
    public final CommandOptions options() {
        CommandOptions options = new CommandOptions("hocket " + name);
        describe(options);
        return options.flag("Show this help and end.", "-h", "--help");
    }

    /** Reads these words and runs the command, or shows its help. */
    public final int start(List<String> words, Screen screen) throws SetUpException {
        CommandOptions options = options();
        ParsedLine parsed = options.parse(words);
        return parsed.has("--help") ? print(help(options, screen), screen) : run(parsed, screen);
    }

    /** Shows the help. */
    final int showHelp(Screen screen) {
        return print(help(options(), screen), screen);
    }

    private static String help(CommandOptions options, Screen screen) {
        boolean colours = screen.terminal().out() && screen.terminal().colours(System.getenv());
        return HelpText.of(options, colours);
    }

    /**
     * Prints a text as the only result.
     *
     * @return the exit status
     */
    public static int print(String text, Screen screen) {
        try {
            screen.result(text);
            screen.flush();
            return ExitCodes.DONE;
        } catch (IOException failed) {
            return screen.closed() ? ExitCodes.OUTPUT_CLOSED : ExitCodes.SET_UP;
        }
    }
}
