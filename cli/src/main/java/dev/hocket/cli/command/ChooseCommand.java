package dev.hocket.cli.command;

import dev.hocket.Job;
import dev.hocket.choose.Choice;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.json.ChoiceJson;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.text.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code hocket choose}: measures a job on every engine. */
final class ChooseCommand extends Command {
    /** What a measured run cannot have. */
    private static final List<String> NOT_MEASURED =
            List.of(
                    "--engine",
                    "--jobs",
                    "--joblog",
                    "--resume",
                    "--resume-failed",
                    "--results",
                    "--halt",
                    "--dry-run",
                    "--json",
                    "--tag",
                    "--keep-order",
                    "--line-buffer",
                    "--progress");

    ChooseCommand() {
        super("choose");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Runs a sample of a job's inputs on every engine that can run it, at several"
                    + " widths, in several rounds, and recommends an engine with reasons. The job"
                    + " really runs, many times: measure only jobs that may be repeated, on a"
                    + " machine that is otherwise idle.",
                new String[] {
                    "hocket choose [OPTIONS] images|factor|reduce|exec|run [JOB OPTIONS] WORD..."
                },
                "  hocket choose images photos --width 800 -o small",
                "  hocket choose exec 'gzip -c {} > /dev/null' *.log",
                "  hocket choose --engines threads,virtual:200 --budget 2m run Fetch.java < urls");
        options.words("WORD", "The job's command, with its options and inputs.");
        options.option("NAME[:WIDTH],...", "Measure only these engines.", "--engines");
        options.option("TIME", "Measure for about TIME in total. Default: 60s.", "--budget");
        options.option("N", "Measure in at least N rounds, 1 to 15. Default: 5.", "--rounds");
        options.option("N", "Measure on at most N of the inputs. Default: 4096.", "--sample");
        options.flag("Print one line of JSON.", "--json");
        options.flag("Show stack traces.", "--verbose");
        options.endAtWord();
    }

    @Override
    int run(ParsedLine parsed, Screen screen) throws SetUpException, IOException {
        ChooseMeasurement measuring = measuring(parsed);
        List<String> words = parsed.words();
        if (words.isEmpty()) {
            throw new SetUpException(
                    "the job to measure is needed, such as hocket choose images photos -o small");
        }
        JobCommand command = Commands.job(words.getFirst());
        if (command == null) {
            throw new SetUpException(
                    ("'%s' is not a job that can be measured; expected run, exec, fetch, images,"
                                    + " factor or reduce")
                            .formatted(words.getFirst()));
        }
        ParsedLine job = command.options().parse(words.subList(1, words.size()));
        if (job.has("--help")) {
            return command.showHelp(screen);
        }
        for (String option : NOT_MEASURED) {
            if (job.has(option)) {
                throw new SetUpException(
                        option
                                + " does not apply when a job is measured; leave it out (to measure"
                                + " some engines only: hocket choose --engines NAME,... "
                                + command.name()
                                + " ...)");
            }
        }
        RunFlags flags = command.flags(job);
        try (PreparedJob<?, ?> prepared = command.prepare(job, flags, screen)) {
            return measure(prepared, flags, measuring, parsed.has("--json"), screen);
        }
    }

    private static ChooseMeasurement measuring(ParsedLine parsed) throws SetUpException {
        String engines = parsed.value("--engines", "");
        String rounds = parsed.value("--rounds");
        String sample = parsed.value("--sample");
        int least = rounds == null ? 0 : OptionValues.count("--rounds", rounds, 1);
        if (least > 15) {
            throw OptionValues.bad("--rounds", String.valueOf(rounds), "a number from 1 to 15");
        }
        return new ChooseMeasurement(
                engines.isEmpty() ? List.of() : List.of(engines.split(",")),
                OptionValues.duration("--budget", parsed.value("--budget", "60s")),
                least,
                sample == null ? 0 : OptionValues.count("--sample", sample, 1));
    }

    private static <I, O extends @Nullable Object> int measure(
            PreparedJob<I, O> prepared,
            RunFlags flags,
            ChooseMeasurement measuring,
            boolean json,
            Screen screen)
            throws SetUpException, IOException {
        Job<I, O> job = prepared.jobFor(flags);
        Choice choice = measuring.measure(prepared, job, screen);
        screen.result(json ? Json.text(ChoiceJson.of(choice)) : choice.toString().stripTrailing());
        screen.flush();
        return ExitCodes.DONE;
    }
}
