package dev.hocket.cli.command;

import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import java.io.IOException;
import java.util.List;

/** {@code hocket help}: the commands, or the help of one. */
public final class HelpCommand extends Command {
    public HelpCommand() {
        super("help");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Shows the commands, or the help of one command.",
                new String[] {"hocket help [COMMAND]"},
                "  hocket help exec");
        options.words("COMMAND", "The command.");
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException, IOException {
        List<String> names = words.words();
        if (names.isEmpty()) {
            for (String line : overview()) {
                screen.result(line);
            }
            screen.flush();
            return ExitCodes.DONE;
        }
        Command command = Commands.named(names.getFirst());
        if (command == null) {
            throw new SetUpException(Commands.unknown(names.getFirst()));
        }
        return command.showHelp(screen);
    }

    private static List<String> overview() {
        StringBuilder text = new StringBuilder();
        text.append("hocket runs a job on many inputs, with every kind of concurrency.\n\n");
        text.append("Usage: hocket COMMAND [OPTIONS] ARGUMENT...\n\n");
        for (Commands.Entry entry : Commands.ALL) {
            String name = entry.name();
            text.append("  ").append(name).append(" ".repeat(12 - name.length()));
            text.append(entry.summary()).append('\n');
        }
        text.append(
                """

                Start with:
                  hocket demo
                  hocket exec gzip -k ::: *.log
                  printf 'a\\nb\\nc\\n' | hocket run -k Shout.java

                'hocket COMMAND --help' shows a command's options. Results go to standard output,
                everything else to standard error. Exit status: 0 all done, 1 to 100 the number of
                failures, 101 more failures, 130 interrupted, 141 output closed, 255 usage or set-up error.
                The variable HOCKET_OPTS holds options for the JVM.
                """);
        return text.toString().lines().toList();
    }
}
