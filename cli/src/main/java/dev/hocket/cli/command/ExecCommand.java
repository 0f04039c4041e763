package dev.hocket.cli.command;

import dev.hocket.cli.job.CommandJob;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.PeerOptions;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.jobs.exec.CommandTask;
import dev.hocket.jobs.exec.CommandTemplate;
import java.util.List;

/** {@code hocket exec}: a command for each input. */
final class ExecCommand extends JobCommand {
    ExecCommand() {
        super("exec");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Runs a command for each input. The inputs follow ':::', or are the lines of"
                    + " standard input or of -a FILE; all words before are the command. {} is"
                    + " replaced by the input, {.} by the input without extension, {/} by its file"
                    + " name, {//} by its folder, {/.} by its file name without extension, {#} by"
                    + " its number from 1. If there is no placeholder, the input is appended. The"
                    + " output of each command is kept together.",
                new String[] {
                    "hocket exec [OPTIONS] CMD ARG... ::: INPUT...",
                    "hocket exec [OPTIONS] CMD ARG... < INPUTS",
                    "hocket exec [OPTIONS] 'SHELL COMMAND {}' ::: INPUT..."
                },
                "  hocket exec gzip -k ::: *.log",
                "  hocket exec convert {} -resize 50% {.}.small.jpg ::: *.jpg",
                "  find . -name '*.wav' -print0 | hocket exec -0 -j 4 flac --silent",
                "  hocket exec --joblog log --retries 3 --timeout 1m -a hosts ./fetch",
                "  hocket exec 'sort {} > {.}.sorted' ::: *.txt");
        options.words("WORD", "The command and its inputs.");
        options.flag(
                "Print each line as it arrives, instead of when the command has ended.",
                "--line-buffer");
        RunFlags.describe(options);
        options.endAtWord();
        PeerOptions.addTo(options);
    }

    @Override
    PreparedJob<?, ?> prepare(ParsedLine words, RunFlags flags, Screen screen)
            throws SetUpException {
        CommandTask.prepare();
        InputWords inputs = InputWords.of(words, InputWords.ALL);
        List<String> command = inputs.command();
        if (command.isEmpty()) {
            throw new SetUpException(
                    "a command is needed, such as hocket exec gzip -k ::: a.log b.log; see 'hocket"
                            + " exec --help'");
        }
        if (inputs.given() == null) {
            checkRead(inputs, command, screen);
        }
        boolean lines = words.has("--line-buffer");
        if (lines && flags.json()) {
            throw new SetUpException(
                    "--line-buffer prints lines while a command runs, --json prints each outcome"
                            + " when it has ended; leave one of them out");
        }
        try {
            CommandJob job =
                    new CommandJob(CommandTemplate.of(command), inputs, lines, flags, screen);
            if (!flags.dryRun()) {
                job.checkProgram();
            }
            return job;
        } catch (IllegalArgumentException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    /** Without ':::' every word is part of the command, which not every user expects. */
    private static void checkRead(InputWords inputs, List<String> command, Screen screen)
            throws SetUpException {
        String first = command.getFirst();
        if (command.size() > 1 && first.indexOf(' ') >= 0) {
            throw new SetUpException(
                    "'%s' is a whole command and '%s' follows it; inputs go after ':::', as in hocket"
                                    .formatted(Wording.shortened(first), command.get(1))
                            + " exec 'CMD {}' ::: INPUT..., and options of hocket before the"
                            + " command");
        }
        if (inputs.fromStandardInput() && screen.terminal().in()) {
            String head = command.size() > 1 ? first + " ..." : first;
            throw new SetUpException(
                    ("all words are the command, since there is no ':::', and standard input, where"
                                    + " the inputs would come from, is a terminal; write either\n"
                                    + "  hocket exec %s ::: INPUT...\n"
                                    + "or\n"
                                    + "  ls | hocket exec %s")
                            .formatted(head, String.join(" ", command)));
        }
    }
}
