package dev.hocket.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class ChooseCommand extends Command {
    ChooseCommand() {
        super("choose");
    }

    @Override
    void describe(CommandSpec spec) {
        words(spec, "W", "w");
    }

    @Override
    int run(ParseResult p, Screen s) throws SetUpException {
        throw new SetUpException("not yet");
    }
}
