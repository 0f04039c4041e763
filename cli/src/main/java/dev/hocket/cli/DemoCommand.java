package dev.hocket.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class DemoCommand extends Command {
    DemoCommand() {
        super("demo");
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
