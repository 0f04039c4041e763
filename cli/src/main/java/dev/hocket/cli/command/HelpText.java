package dev.hocket.cli.command;

import dev.hocket.cli.option.CommandOptions;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of commands, and scripts that complete their words. */
public final class HelpText {
    private static final int COLUMNS = 92;

    private HelpText() {}

    /** The help of a command. */
    public static String of(CommandOptions options, boolean colours) {
        return new CommandLine(spec(options))
                .getUsageMessage(colours ? Ansi.ON : Ansi.OFF)
                .stripTrailing();
    }

    /** A script for bash, which zsh reads as well. */
    public static String completion(List<Command> commands) {
        CommandLine all = new CommandLine(CommandSpec.create().name("hocket"));
        for (Command command : commands) {
            all.addSubcommand(command.name(), new CommandLine(spec(command.options())));
        }
        return AutoComplete.bash("hocket", all).stripTrailing();
    }

    private static CommandSpec spec(CommandOptions options) {
        CommandSpec spec = CommandSpec.create().name(options.command());
        for (CommandOptions.Option option : options.all()) {
            String[] names = option.names().toArray(String[]::new);
            OptionSpec.Builder builder = OptionSpec.builder(names);
            builder.description(escaped(option.description()));
            if (option.label() == null) {
                builder.type(boolean.class).arity("0");
            } else {
                builder.type(String.class).paramLabel(option.label());
            }
            spec.addOption(builder.build());
        }
        CommandOptions.Option words = options.words();
        if (words != null) {
            spec.addPositional(
                    PositionalParamSpec.builder()
                            .index("0..*")
                            .arity("0..*")
                            .type(List.class)
                            .auxiliaryTypes(String.class)
                            .paramLabel(words.label())
                            .description(escaped(words.description()))
                            .build());
        }
        spec.usageMessage()
                .width(COLUMNS)
                .sortOptions(false)
                .customSynopsis(aligned(options.usages()))
                .description("%n" + escaped(options.summary()))
                .optionListHeading("%nOptions:%n")
                .parameterListHeading("%n")
                .footerHeading("%nExamples:%n")
                .footer(options.examples().stream().map(HelpText::escaped).toArray(String[]::new));
        return spec;
    }

    private static String[] aligned(List<String> usages) {
        String[] lines = usages.toArray(String[]::new);
        for (int i = 1; i < lines.length; i++) {
            lines[i] = " ".repeat("Usage: ".length()) + lines[i];
        }
        return lines;
    }

    /** The library formats all texts: a percent sign is written twice. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
