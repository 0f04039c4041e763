package dev.hocket.cli.command;

import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import java.io.IOException;
import java.nio.file.InvalidPathException;
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
     * @throws IOException if results cannot be written or recorded
     */
    abstract int run(ParsedLine parsed, Screen screen) throws SetUpException, IOException;

    /** What it takes. */
    public final CommandOptions options() {
        CommandOptions options = new CommandOptions("hocket " + name);
        describe(options);
        return options.flag("Show this help and exit.", "-h", "--help");
    }

    /** Reads these words and runs the command, or shows its help. */
    public final int start(List<String> words, Screen screen) throws SetUpException {
        CommandOptions options = options();
        ParsedLine parsed = options.parse(words);
        try {
            return parsed.has("--help")
                    ? print(help(options, screen), screen)
                    : run(parsed, screen);
        } catch (InvalidPathException named) {
            throw new SetUpException(Wording.problem(named), named);
        } catch (IOException failed) {
            return screen.endOfOutput(failed);
        }
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
            return screen.endOfOutput(failed);
        }
    }
}
