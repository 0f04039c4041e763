package dev.hocket.cli;

import dev.hocket.cli.command.Command;
import dev.hocket.cli.command.Commands;
import dev.hocket.cli.command.HelpCommand;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import java.util.Arrays;
import java.util.List;

/** Finds the command that the words name, and runs it. */
final class Dispatcher {
    static final String VERSION = "0.1.0";

    private Dispatcher() {}

    /**
     * Runs a command line.
     *
     * @return the exit status
     */
    static int run(String[] words, Screen screen) {
        boolean verbose = Arrays.asList(words).contains("--verbose");
        try {
            return dispatch(words, screen);
        } catch (SetUpException wrong) {
            screen.say(Wording.problem(wrong));
            if (verbose) {
                screen.plain(Wording.trace(wrong));
            }
            return ExitCodes.SET_UP;
        } catch (RuntimeException | Error broken) {
            screen.say("a bug in hocket, please report it: " + broken);
            if (verbose) {
                screen.plain(Wording.trace(broken));
            } else {
                screen.say("rerun with --verbose for a stack trace");
            }
            return ExitCodes.SET_UP;
        }
    }

    private static int dispatch(String[] words, Screen screen) throws SetUpException {
        String first = words.length == 0 ? "" : words[0];
        List<String> rest =
                words.length == 0 ? List.of() : Arrays.asList(words).subList(1, words.length);
        return switch (first) {
            case "-h", "--help" -> new HelpCommand().start(rest, screen);
            case "-V", "--version" -> Command.print("hocket " + VERSION, screen);
            case "" ->
                    throw new SetUpException(
                            "the command is missing, such as 'hocket demo'; 'hocket help' lists all"
                                    + " commands");
            default -> named(first, rest, screen);
        };
    }

    private static int named(String first, List<String> rest, Screen screen) throws SetUpException {
        if (first.startsWith("-")) {
            throw new SetUpException(
                    "the option "
                            + first
                            + " comes before the command; write it after the command, as in 'hocket"
                            + " exec "
                            + first
                            + " ...'");
        }
        Command command = Commands.named(first);
        if (command == null) {
            throw new SetUpException(Commands.unknown(first));
        }
        return command.start(rest, screen);
    }
}
