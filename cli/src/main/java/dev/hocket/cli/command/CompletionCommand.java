package dev.hocket.cli.command;

import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code hocket completion}: a script for the shell. */
final class CompletionCommand extends Command {
    CompletionCommand() {
        super("completion");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Prints a script that completes commands, options and files.",
                new String[] {"hocket completion bash|zsh"},
                "  source <(hocket completion bash)",
                "  hocket completion zsh > ~/.hocket.zsh; echo 'source ~/.hocket.zsh' >> ~/.zshrc");
        options.words("SHELL", "bash or zsh.");
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException, IOException {
        List<String> shells = words.words();
        String shell = shells.size() == 1 ? shells.getFirst() : "";
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new SetUpException(
                    "expected bash or zsh, as in 'hocket completion bash'; found '%s'"
                            .formatted(String.join(" ", shells)));
        }
        screen.result(HelpText.completion(all()));
        screen.flush();
        return ExitCodes.DONE;
    }

    private static List<Command> all() {
        List<Command> all = new ArrayList<>();
        for (Commands.Entry entry : Commands.ALL) {
            Command command = Commands.named(entry.name());
            if (command != null) {
                all.add(command);
            }
        }
        return all;
    }
}
