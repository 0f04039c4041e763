package dev.hocket.cli;

import java.io.IOException;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code hocket completion}: a script for the shell. */
final class CompletionCommand extends Command {
    CompletionCommand() {
        super("completion");
    }

    @Override
    void describe(CommandSpec spec) {
        help(
                spec,
                "Prints a script that completes commands, options and files.",
                new String[] {"hocket completion bash|zsh"},
                "  source <(hocket completion bash)",
                "  hocket completion zsh > ~/.hocket.zsh; echo 'source ~/.hocket.zsh' >> ~/.zshrc");
        words(spec, "SHELL", "bash or zsh.");
    }

    @Override
    int run(ParseResult words, Screen screen) throws SetUpException {
        List<String> shells = words(words);
        String shell = shells.size() == 1 ? shells.getFirst() : "";
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new SetUpException(
                    "the shell to complete for is needed: hocket completion bash, or zsh; found '%s'"
                            .formatted(String.join(" ", shells)));
        }
        try {
            screen.result(AutoComplete.bash("hocket", whole()).stripTrailing());
            screen.flush();
            return ExitCodes.DONE;
        } catch (IOException failed) {
            return screen.closed() ? ExitCodes.OUTPUT_CLOSED : ExitCodes.SET_UP;
        }
    }

    /** All commands under one roof, which only this command needs. */
    private static CommandLine whole() {
        CommandLine all = new CommandLine(CommandSpec.create().name("hocket"));
        for (Commands.Entry entry : Commands.ALL) {
            Command command = Commands.named(entry.name());
            if (command != null) {
                all.addSubcommand(entry.name(), new CommandLine(command.spec(entry.name())));
            }
        }
        return all;
    }
}
