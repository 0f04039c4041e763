package dev.hocket.cli.command;

import dev.hocket.Rate;
import dev.hocket.cli.job.CommandBatches;
import dev.hocket.cli.job.CommandJob;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.PeerOptions;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.source.CommandInputs;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.jobs.exec.CommandSyntax;
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
                "Runs a command for each input. The inputs follow ':::', or are the lines of the"
                    + " files after '::::', of -a FILE or of standard input; all words before are"
                    + " the command. {} is replaced by the input, {.} by the input without"
                    + " extension, {/} by its file name, {//} by its folder, {/.} by its file name"
                    + " without extension, {#} by its number from 1, {%} by the number of its slot,"
                    + " which no other running command has. If there is no placeholder, the input"
                    + " is appended. Several sources give all combinations, ':::+' and '::::+' go"
                    + " along with the source before; {2}, {2.} and so on are the second source's."
                    + " Without a command, each input is a line for the shell. The output of each"
                    + " command is kept together. -P, --lb, --bar and --eta are read as xargs and"
                    + " GNU parallel do.",
                new String[] {
                    "hocket exec [OPTIONS] CMD ARG... ::: INPUT... [::: INPUT...]...",
                    "hocket exec [OPTIONS] CMD ARG... < INPUTS",
                    "hocket exec [OPTIONS] 'SHELL COMMAND {}' ::: INPUT...",
                    "hocket exec [OPTIONS] < COMMANDS"
                },
                "  hocket exec gzip -k ::: *.log",
                "  hocket exec convert {} -resize 50% {.}.small.jpg ::: *.jpg",
                "  find . -name '*.wav' -print0 | hocket exec -0 -j 4 flac --silent",
                "  hocket exec --joblog log --retries 3 --timeout 1m -a hosts ./fetch",
                "  hocket exec 'sort {} > {.}.sorted' ::: *.txt",
                "  hocket exec ./simulate --rate {1} --seed {2} ::: 0.1 0.2 0.5 ::: 1 2 3 4",
                "  hocket exec -n 100 --split-failed ./check-files ::: *.txt",
                "  hocket exec --colsep , --header : echo {name} is {age} :::: people.csv");
        options.words("WORD", "The command and its inputs.");
        options.flag(
                "Print each line as it arrives, instead of when the command has ended.",
                "--line-buffer");
        RunFlags.describe(options);
        CommandInputs.describe(options);
        options.option(
                "SHELL",
                "Run every command by this shell, such as bash, instead of sh.",
                "--shell");
        options.option(
                "DIR",
                "Run each command in DIR, which may hold placeholders: out/{1}.",
                "--workdir",
                "--wd");
        CommandBatches.describe(options);
        options.option("TIME", "Start commands at least TIME apart: 500ms, 2s.", "--delay");
        options.alias("--jobs", "-P", "--max-procs", "--procs");
        options.alias("--line-buffer", "--lb", "--linebuffer", "--line-buffered");
        options.alias("--dry-run", "--dryrun", "--just-print");
        options.preset("--progress", "bar", "--bar", "--eta");
        options.endAtWord();
        PeerOptions.addTo(options);
    }

    @Override
    RunFlags flags(ParsedLine words) throws SetUpException {
        RunFlags flags = RunFlags.of(words);
        String delay = words.value("--delay");
        if (delay == null) {
            return flags;
        }
        if (flags.rate() != null) {
            throw new SetUpException(
                    "--delay "
                            + delay
                            + " is a rate of one command per "
                            + delay
                            + ", and there is --rate; leave one of them out");
        }
        return flags.withRate(Rate.of(1, OptionValues.duration("--delay", delay)).withBurst(1));
    }

    @Override
    PreparedJob<?, ?> prepare(ParsedLine words, RunFlags flags, Screen screen)
            throws SetUpException {
        CommandTask.prepare();
        CommandJob job = job(words, flags, screen);
        if (!flags.dryRun()) {
            job.checkProgram();
            job.checkResults(flags.log().resumes());
        }
        return job;
    }

    /** The job, whose program is not looked for. */
    static CommandJob job(ParsedLine words, RunFlags flags, Screen screen) throws SetUpException {
        CommandInputs inputs = CommandInputs.of(words);
        boolean lines = words.has("--line-buffer");
        if (lines && flags.json()) {
            throw new SetUpException(
                    "--line-buffer prints lines while a command runs, --json prints each outcome"
                            + " when it has ended; leave one of them out");
        }
        checkRead(inputs, words.value("-a") != null, screen);
        inputs.load(screen);
        try {
            CommandBatches batches = CommandBatches.of(words, inputs);
            CommandTemplate template = template(inputs, batches, words);
            String folder = folder(words);
            return new CommandJob(template, inputs, folder, lines, batches, flags, screen);
        } catch (IllegalArgumentException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    private static CommandTemplate template(
            CommandInputs inputs, CommandBatches batches, ParsedLine words) {
        CommandSyntax syntax =
                CommandSyntax.standard()
                        .withInput(words.value("-I", "{}"))
                        .withNames(inputs.names())
                        .withParts(batches.parts(inputs.parts()))
                        .withShell(words.value("--shell", ""));
        return inputs.command().isEmpty()
                ? CommandTemplate.ofInputs(syntax)
                : CommandTemplate.of(inputs.command(), syntax);
    }

    private static String folder(ParsedLine words) throws SetUpException {
        String folder = words.value("--workdir", "");
        if (folder.equals("...")) {
            throw OptionValues.bad(
                    "--workdir",
                    folder,
                    "a folder that exists; for a new one for each command write 'd=$(mktemp -d);"
                            + " cd $d; ...'");
        }
        return folder;
    }

    /** Without ':::' every word is part of the command, which not every user expects. */
    private static void checkRead(CommandInputs inputs, boolean listed, Screen screen)
            throws SetUpException {
        List<String> command = inputs.command();
        boolean typed = inputs.fromStandardInput() && !listed && screen.terminal().in();
        if (command.isEmpty()) {
            if (typed) {
                throw new SetUpException(
                        "a command is needed, such as hocket exec gzip -k ::: a.log b.log; see"
                                + " 'hocket exec --help'");
            }
            return;
        }
        if (inputs.marked()) {
            return;
        }
        String first = command.getFirst();
        if (command.size() > 1 && first.indexOf(' ') >= 0) {
            throw new SetUpException(
                    "'%s' is a whole command and '%s' follows it; inputs go after ':::', as in hocket"
                                    .formatted(Wording.shortened(first), command.get(1))
                            + " exec 'CMD {}' ::: INPUT..., and options of hocket before the"
                            + " command");
        }
        if (typed) {
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
