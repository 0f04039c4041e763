package dev.hocket.cli.command;

import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.queue.QueueReport;
import dev.hocket.cli.queue.StoreFlags;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.queue.JobState;
import dev.hocket.queue.JobStatus;
import dev.hocket.queue.Queue;
import dev.hocket.queue.QueueException;
import dev.hocket.queue.Submission;
import dev.hocket.text.Quantities;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code hocket queue}: looks at queues and steers them. */
final class QueueCommand extends Command {
    private static final int LISTED = 100;
    private static final List<JobState> WITHOUT_OUTPUT =
            List.of(JobState.FAILED, JobState.QUARANTINED, JobState.EXPIRED, JobState.CANCELLED);

    QueueCommand() {
        super("queue");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Looks at queued jobs and steers them. list: the newest jobs. why: why a job has"
                    + " not ended. pause: start nothing more of a queue for a time (--for, default"
                    + " 1h). resume: end a pause. cancel: cancel jobs, also running ones. retry:"
                    + " run jobs that ended without an output again. purge: delete outcomes older"
                    + " than --older.",
                new String[] {
                    "hocket queue list [--queue NAME] [--state STATE]",
                    "hocket queue why JOB",
                    "hocket queue pause|resume [NAME]",
                    "hocket queue cancel JOB...",
                    "hocket queue retry JOB... | --state failed",
                    "hocket queue purge --older TIME"
                },
                "  hocket queue list --state failed",
                "  hocket queue why 17",
                "  hocket queue pause mail --for 2h",
                "  hocket queue retry --queue mail --state failed",
                "  hocket queue purge --older 30d");
        options.words("WORD", "What to do, and with what.");
        StoreFlags.describe(options);
        options.option("NAME", "Only this queue.", "--queue");
        options.option(
                "STATE",
                "Only jobs in this state: ready, scheduled, blocked, running, done, failed,"
                        + " cancelled, expired or quarantined.",
                "--state");
        options.option("N", "List at most N jobs. Default: 100.", "--limit");
        options.option("TIME", "How long a pause lasts. Default: 1h.", "--for");
        options.option("TIME", "Purge outcomes that are older than TIME.", "--older");
        options.flag("Print lines of JSON.", "--json");
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException, IOException {
        List<String> all = words.words();
        if (all.isEmpty()) {
            throw new SetUpException(
                    "expected list, why, pause, resume, cancel, retry or purge; see 'hocket queue"
                            + " --help'");
        }
        List<String> rest = all.subList(1, all.size());
        try (Queue queue = StoreFlags.open(words)) {
            int status =
                    switch (all.getFirst()) {
                        case "list" -> list(queue, words, screen);
                        case "why" -> why(queue, rest, screen);
                        case "pause" -> pause(queue, words, rest, screen);
                        case "resume" -> resume(queue, rest, screen);
                        case "cancel" -> cancel(queue, rest, screen);
                        case "retry" -> retry(queue, words, rest, screen);
                        case "purge" -> purge(queue, words, screen);
                        default ->
                                throw new SetUpException(
                                        "unexpected argument '"
                                                + all.getFirst()
                                                + "'; expected list, why, pause, resume, cancel,"
                                                + " retry or purge");
                    };
            screen.flush();
            return status;
        } catch (QueueException failed) {
            throw new SetUpException(Wording.problem(failed), failed);
        }
    }

    private static int list(Queue queue, ParsedLine words, Screen screen)
            throws SetUpException, IOException {
        int most = OptionValues.count("--limit", words.value("--limit", "" + LISTED), 1);
        new QueueReport(queue, words.has("--json"), screen)
                .list(words.value("--queue", ""), state(words), most);
        return ExitCodes.DONE;
    }

    private static int why(Queue queue, List<String> rest, Screen screen)
            throws SetUpException, IOException {
        for (String job : some(rest)) {
            screen.result(queue.why(number("JOB", job)));
        }
        return ExitCodes.DONE;
    }

    private static int pause(Queue queue, ParsedLine words, List<String> rest, Screen screen)
            throws SetUpException {
        Duration time = OptionValues.duration("--for", words.value("--for", "1h"));
        queue.pause(name(rest), time);
        screen.say("%s is paused for %s".formatted(name(rest), Quantities.duration(time)));
        return ExitCodes.DONE;
    }

    private static int resume(Queue queue, List<String> rest, Screen screen) throws SetUpException {
        boolean was = queue.resume(name(rest));
        screen.say(name(rest) + (was ? " is resumed" : " was not paused"));
        return ExitCodes.DONE;
    }

    private static String name(List<String> rest) throws SetUpException {
        if (rest.size() > 1) {
            throw new SetUpException("unexpected argument '" + rest.get(1) + "'; name one queue");
        }
        return rest.isEmpty() ? Submission.DEFAULT_QUEUE : rest.getFirst();
    }

    private static int cancel(Queue queue, List<String> rest, Screen screen) throws SetUpException {
        int failed = 0;
        for (String job : some(rest)) {
            if (!queue.cancel(number("JOB", job))) {
                screen.say("job " + job + " has ended, or does not exist");
                failed++;
            }
        }
        return ExitCodes.failed(failed);
    }

    private static int retry(Queue queue, ParsedLine words, List<String> rest, Screen screen)
            throws SetUpException {
        int failed = 0;
        Optional<JobState> state = state(words);
        if (state.isPresent() && rest.isEmpty()) {
            if (!WITHOUT_OUTPUT.contains(state.get())) {
                throw OptionValues.bad(
                        "--state", state.get().word(), "failed, cancelled, expired or quarantined");
            }
            long count = 0;
            for (JobStatus job : queue.list(words.value("--queue", ""), state, Integer.MAX_VALUE)) {
                count += queue.retry(job.id()) ? 1 : 0;
            }
            screen.say(Quantities.count(count, "job") + " submitted again");
            return ExitCodes.DONE;
        }
        for (String job : some(rest)) {
            if (!queue.retry(number("JOB", job))) {
                screen.say("job " + job + " did not end without an output");
                failed++;
            }
        }
        return ExitCodes.failed(failed);
    }

    private static int purge(Queue queue, ParsedLine words, Screen screen) throws SetUpException {
        @Nullable String older = words.value("--older");
        if (older == null) {
            throw new SetUpException("purge deletes outcomes; say how old: --older 30d");
        }
        long count = queue.purge(OptionValues.duration("--older", older));
        screen.say(Quantities.count(count, "outcome") + " deleted");
        return ExitCodes.DONE;
    }

    private static List<String> some(List<String> jobs) throws SetUpException {
        if (jobs.isEmpty()) {
            throw new SetUpException("expected the number of a job, such as 'hocket queue why 17'");
        }
        return jobs;
    }

    private static Optional<JobState> state(ParsedLine words) throws SetUpException {
        String text = words.value("--state");
        if (text == null) {
            return Optional.empty();
        }
        for (JobState state : JobState.values()) {
            if (state.word().equals(text.toLowerCase(Locale.ROOT))) {
                return Optional.of(state);
            }
        }
        throw OptionValues.bad(
                "--state",
                text,
                "ready, scheduled, blocked, running, done, failed, cancelled, expired or"
                        + " quarantined");
    }

    /** The number of a job. */
    static long number(String option, String text) throws SetUpException {
        try {
            long number = Long.parseLong(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // said below
        }
        throw OptionValues.bad(option, text, "the number of a job, which submit prints");
    }
}
