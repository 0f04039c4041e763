package dev.hocket.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds the command that the words name, and runs it. */
final class Hocket {
    static final String VERSION = "0.1.0";

    private Hocket() {}

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
            screen.say(Texts.problem(wrong));
            if (verbose) {
                screen.plain(JobRun.trace(wrong));
            }
            return ExitCodes.SET_UP;
        } catch (RuntimeException | Error broken) {
            screen.say("this is a fault of hocket, please report it: " + broken);
            if (verbose) {
                screen.plain(JobRun.trace(broken));
            } else {
                screen.say("with --verbose it shows where");
            }
            return ExitCodes.SET_UP;
        }
    }

    private static int dispatch(String[] words, Screen screen) throws SetUpException {
        String first = words.length == 0 ? "" : words[0];
        List<String> rest =
                words.length == 0 ? List.of() : Arrays.asList(words).subList(1, words.length);
        switch (first) {
            case "-h", "--help" -> {
                return run(new HelpCommand(), rest, screen);
            }
            case "-V", "--version" -> {
                return print("hocket " + VERSION, screen);
            }
            case "" -> {
                if (words.length == 0) {
                    throw new SetUpException(
                            "a command is needed, such as 'hocket demo'; 'hocket help' lists them");
                }
            }
            default -> {
                // looked for below
            }
        }
        if (first.startsWith("-")) {
            throw new SetUpException(
                    "the option "
                            + first
                            + " stands before the command; put it behind, as in 'hocket"
                            + " exec "
                            + first
                            + " ...'");
        }
        Command command = Commands.named(first);
        if (command == null) {
            throw new SetUpException(Commands.unknown(first));
        }
        return run(command, rest, screen);
    }

    /** Runs a command with these words. */
    static int run(Command command, List<String> words, Screen screen) throws SetUpException {
        Options options = command.options();
        Parsed parsed = options.parse(words);
        return parsed.has("--help")
                ? print(Manual.of(options, colours(screen)), screen)
                : command.run(parsed, screen);
    }

    private static boolean colours(Screen screen) {
        return screen.terminal().out() && screen.terminal().colours(System.getenv());
    }

    private static int print(String text, Screen screen) {
        try {
            screen.out().write((text + "\n").getBytes(StandardCharsets.UTF_8));
            screen.flush();
            return ExitCodes.DONE;
        } catch (IOException failed) {
            return screen.closed() ? ExitCodes.OUTPUT_CLOSED : ExitCodes.SET_UP;
        }
    }
}
