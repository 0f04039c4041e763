package dev.hocket.cli.command;

import dev.hocket.cli.job.CommandJob;
import dev.hocket.cli.job.JobRun;
import dev.hocket.cli.option.ByteSizes;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.queue.CommandSubmission;
import dev.hocket.cli.queue.StoreFlags;
import dev.hocket.cli.queue.WaitingJob;
import dev.hocket.cli.source.CommandInputs;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.queue.Queue;
import dev.hocket.queue.QueueException;
import dev.hocket.queue.Submission;
import dev.hocket.text.Quantities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code hocket submit}: commands for workers to run. */
final class SubmitCommand extends Command {
    private static final long MAX_OUTPUT = 1_000_000;

    /** Options of exec that have no meaning for a queue, and why. */
    private static final Map<String, String> ELSEWHERE =
            Map.ofEntries(
                    Map.entry("-e", "engine and width are the worker's"),
                    Map.entry("-j", "engine and width are the worker's"),
                    Map.entry("--rate", "the pace is the workers'"),
                    Map.entry("--delay", "the pace is the workers'"),
                    Map.entry("--halt", "the jobs of a queue end one by one"),
                    Map.entry("--joblog", "the queue records the outcomes"),
                    Map.entry("--resume", "the queue records the outcomes"),
                    Map.entry("--resume-failed", "use 'hocket queue retry'"),
                    Map.entry("--results", "the queue keeps the outputs"),
                    Map.entry("--line-buffer", "outputs come when the command has ended"),
                    Map.entry("--dry-run", "use 'hocket exec --dry-run'"));

    SubmitCommand() {
        super("submit");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Puts commands into a queue, from which 'hocket worker' takes them, on this machine"
                    + " or, with a database, on any other. Prints the number of each job. After"
                    + " 'exec' come the options and words of 'hocket exec': --retries, --backoff"
                    + " and --timeout hold in the worker; -k, --tag and --json with --wait. Each"
                    + " command runs in the folder of its submission.",
                new String[] {
                    "hocket submit [OPTIONS] exec [EXEC OPTIONS] CMD ARG... ::: INPUT...",
                    "hocket submit [OPTIONS] exec [EXEC OPTIONS] CMD ARG... < INPUTS"
                },
                "  hocket submit exec gzip -k ::: *.log",
                "  hocket submit --priority 0 --in 10m exec ./report {} ::: north south",
                "  hocket submit --wait exec -k convert {} {.}.png ::: *.jpg",
                "  id=$(hocket submit exec ./build); hocket submit --after $id exec ./publish");
        options.words("COMMAND", "The command, 'exec', with its options and words.");
        StoreFlags.describe(options);
        options.option("NAME", "The queue. Default: default.", "--queue");
        options.option(
                "N", "Priority from 0, which is claimed first, to 9. Default: 5.", "--priority");
        options.option(
                "TIME",
                "Start no earlier than TIME: 2027-01-31T08:00, with or without an offset.",
                "--at");
        options.option("TIME", "Start no earlier than TIME from now: 10m, 2h.", "--in");
        options.option(
                "TEXT",
                "Submit nothing if a job with this key has not ended; print that job's number.",
                "--key");
        options.option("TIME", "Drop the job if it has not started TIME after it is due.", "--ttl");
        options.option(
                "JOB",
                "Start once the job of this number is done; may be given several times.",
                "--after");
        options.repeatable("--after");
        options.option(
                "NAME",
                "Record this environment variable for the commands; may be given several times.",
                "--env");
        options.repeatable("--env");
        options.option(
                "SIZE",
                "Store at most SIZE of each output of a command. Default: 1M.",
                "--max-output");
        options.flag("Wait for the outcomes, and print them as a run does.", "--wait");
        options.endAtWord();
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException, IOException {
        List<String> all = words.words();
        if (all.isEmpty() || !all.getFirst().equals("exec")) {
            throw new SetUpException(
                    "%s; a queue takes commands, as in hocket submit exec gzip -k ::: a.log"
                            .formatted(
                                    all.isEmpty()
                                            ? "a command is needed"
                                            : "'" + all.getFirst() + "' cannot be submitted"));
        }
        ExecCommand exec = new ExecCommand();
        ParsedLine parsed = exec.options().parse(all.subList(1, all.size()));
        if (parsed.has("--help")) {
            return exec.showHelp(screen);
        }
        for (Map.Entry<String, String> option : ELSEWHERE.entrySet()) {
            if (parsed.has(option.getKey())) {
                throw new SetUpException(
                        "%s has no effect on queued commands: %s"
                                .formatted(option.getKey(), option.getValue()));
            }
        }
        RunFlags flags = exec.flags(parsed);
        boolean wait = words.has("--wait");
        Submission how = how(words);
        if (how.key() != null && isMany(parsed)) {
            throw new SetUpException(
                    "--key names one job, and there may be several inputs; submit one command, with"
                            + " one input after ':::'");
        }
        long most = ByteSizes.of("--max-output", words.value("--max-output", "" + MAX_OUTPUT));
        try (CommandJob job = ExecCommand.job(parsed, flags, screen);
                Queue queue = StoreFlags.open(words)) {
            if (job.isBatch()) {
                throw new SetUpException(
                        "the queue gives each command one input; leave -n, -N, -m, -X and --xargs"
                                + " out");
            }
            CommandSubmission submission =
                    new CommandSubmission(queue, job, flags, environment(words), most);
            if (!wait) {
                return submit(submission, how, screen);
            }
            RunFlags waiting = flags.forWaiting();
            try (WaitingJob outcomes = new WaitingJob(submission, how, flags.tag(), screen)) {
                return new JobRun<>(outcomes, waiting, screen).run();
            }
        } catch (QueueException | UncheckedIOException failed) {
            throw new SetUpException(Wording.problem(failed), failed);
        }
    }

    private static int submit(CommandSubmission submission, Submission how, Screen screen)
            throws IOException {
        long count = submission.submit(how, id -> screen.result(Long.toString(id)));
        screen.flush();
        if (screen.terminal().err()) {
            screen.say(Quantities.count(count, "job") + " submitted to the queue " + how.queue());
        }
        return ExitCodes.DONE;
    }

    private static boolean isMany(ParsedLine parsed) throws SetUpException {
        CommandInputs inputs = CommandInputs.of(parsed);
        int mark = parsed.words().indexOf(":::");
        return !inputs.marked() || mark < 0 || parsed.words().size() != mark + 2;
    }

    private static Submission how(ParsedLine words) throws SetUpException {
        String at = words.value("--at");
        String in = words.value("--in");
        if (at != null && in != null) {
            throw new SetUpException("--at and --in both say when; leave one of them out");
        }
        Submission how = Submission.now();
        if (in != null) {
            how = Submission.in(OptionValues.duration("--in", in));
        } else if (at != null) {
            how = Submission.at(time(at));
        }
        how = how.queue(words.value("--queue", Submission.DEFAULT_QUEUE));
        int priority =
                OptionValues.count(
                        "--priority",
                        words.value("--priority", "" + Submission.DEFAULT_PRIORITY),
                        0);
        if (priority > 9) {
            throw OptionValues.bad("--priority", "" + priority, "a number from 0 to 9");
        }
        how = how.priority(priority);
        String key = words.value("--key");
        if (key != null) {
            how = how.key(key);
        }
        String ttl = words.value("--ttl");
        if (ttl != null) {
            how = how.timeToLive(OptionValues.duration("--ttl", ttl));
        }
        for (String other : words.values("--after")) {
            how = how.after(QueueCommand.number("--after", other));
        }
        return how;
    }

    private static Instant time(String text) throws SetUpException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException local) {
            try {
                return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
            } catch (DateTimeException unreadable) {
                throw OptionValues.bad(
                        "--at", text, "a time such as 2027-01-31T08:00 or 2027-01-31T08:00+01:00");
            }
        }
    }

    private static Map<String, String> environment(ParsedLine words) throws SetUpException {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : words.values("--env")) {
            @Nullable String value = System.getenv(name);
            if (value == null) {
                throw new SetUpException(
                        "--env " + name + ": the environment has no variable of this name");
            }
            environment.put(name, value);
        }
        return environment;
    }
}
