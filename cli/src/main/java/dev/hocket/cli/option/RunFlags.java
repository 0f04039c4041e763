package dev.hocket.cli.option;

import dev.hocket.Engine;
import dev.hocket.Halt;
import dev.hocket.Job;
import dev.hocket.Rate;
import dev.hocket.Retry;
import dev.hocket.cli.terminal.Wording;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options that every job command takes, named and meant as in GNU parallel and curl.
 *
 * @param engine the engine's name with its width, if it has one; a width alone for the engine that
 *     suits the job; or nothing
 * @param engineOptions values of the engine's own options, by their names
 * @param explained whether to tell what the engine chose, and why
 * @param retries attempts in all
 * @param backoff the delay before the second attempt
 * @param timeout the time that one attempt may take, or null
 * @param rate the bound on attempts in a time, or null
 * @param halt when to give up
 * @param keepOrder whether results come in the order of the inputs
 * @param log where outcomes are recorded, and what to do with an earlier record
 * @param progress how progress is shown
 * @param json whether results are lines of JSON
 * @param dryRun whether to say only what would run
 * @param tag whether lines begin with their input
 * @param debugBlocking whether to report tasks that block an event loop
 * @param verbose whether errors come with their stack traces
 */
public record RunFlags(
        String engine,
        Map<String, String> engineOptions,
        boolean explained,
        int retries,
        Duration backoff,
        @Nullable Duration timeout,
        @Nullable Rate rate,
        Halt halt,
        boolean keepOrder,
        LogFlags log,
        ProgressForm progress,
        boolean json,
        boolean dryRun,
        boolean tag,
        boolean debugBlocking,
        boolean verbose) {

    /** The engine that has options of its own. */
    private static final String PROCESSES = "processes";

    private static final List<String> ENGINE_OPTIONS =
            List.of("memory-limit", "max-tasks-per-worker");

    /** The engine of those who do not name one. */
    public static final String DEFAULT_ENGINE = "auto";

    /** The engine of those who say only how many are to run at a time. */
    private static final String FIXED_ENGINE = "threads";

    /** The same for tasks that return a stage. */
    private static final String FIXED_ASYNC_ENGINE = "async";

    /** What names to {@code async} after how many milliseconds a task blocks its event loop. */
    private static final String BLOCKING_PROPERTY = "hocket.async.blocking";

    private static final int BLOCKING_MILLIS = 50;

    /** How progress is shown. */
    public enum ProgressForm {
        AUTO,
        BAR,
        PLAIN,
        NONE
    }

    public static void describe(CommandOptions options) {
        options.option(
                "NAME[:WIDTH]",
                "Run on this engine, WIDTH inputs at a time; 'hocket engines' lists the engines."
                    + " Default: auto, which finds engine and width during the run. With -e auto it"
                    + " reports what it found.",
                "-e",
                "--engine");
        options.option(
                "N|N%|+N|-N|auto",
                "Run N inputs at a time: a number, a percentage of the cores, N more or fewer than"
                        + " the cores, or auto for the engine's default. Without -e, on the engine"
                        + " threads, or async for tasks that return a stage.",
                "-j",
                "--jobs");
        options.option(
                "SIZE",
                "With -e processes: heap size of each worker, such as 256m.",
                "--memory-limit");
        options.option(
                "N",
                "With -e processes: replace a worker after N inputs.",
                "--max-tasks-per-worker");
        options.option(
                "N", "With -e auto: run at most N inputs at a time. Default: 512.", "--max-width");
        describeAttempts(options);
        options.flag("Print results in input order.", "-k", "--keep-order");
        InputWords.describe(options);
        LogFlags.describe(options);
        options.option(
                "FORM",
                "Show progress as auto (a bar on a terminal), bar, plain or none.",
                "--progress");
        options.flag("Print each outcome as one line of JSON.", "--json");
        options.flag("Print what would run, and run nothing.", "--dry-run");
        options.flag("Begin each line with its input and a tab.", "--tag");
        options.flag(
                "Report each task that blocks an event loop of async for more than "
                        + BLOCKING_MILLIS
                        + " ms, with its stack.",
                "--debug-blocking");
        options.flag("Show stack traces and measurements.", "--verbose");
    }

    private static void describeAttempts(CommandOptions options) {
        options.option(
                "N",
                "Make up to N attempts per input, including the first. Default: 1.",
                "--retries");
        options.option(
                "TIME",
                "Wait TIME before the second attempt and twice as long before each further one,"
                        + " shortened at random by up to half.",
                "--backoff");
        options.option(
                "TIME",
                "Stop an attempt after TIME: 500ms, 2s, 1m; a number alone means seconds.",
                "--timeout");
        options.option("N/TIME", "Start at most N attempts per TIME: 100/s, 30/m.", "--rate");
        options.option(
                "WHEN",
                "Stop after failures: now,fail=1 stops running attempts, soon,fail=10% lets them"
                        + " finish. now,success=1 and soon,success=N stop after successes.",
                "--halt");
    }

    public static RunFlags of(ParsedLine parsed) throws SetUpException {
        String retries = parsed.value("--retries", "1");
        String backoff = parsed.value("--backoff");
        String timeout = parsed.value("--timeout");
        String rate = parsed.value("--rate");
        int attempts = OptionValues.count("--retries", retries, 1);
        if (backoff != null && attempts == 1) {
            throw new SetUpException(
                    "--backoff "
                            + backoff
                            + " has no effect with one attempt per input; add --retries with 2 or"
                            + " more");
        }
        return new RunFlags(
                engine(parsed),
                engineOptions(parsed),
                parsed.value("-e", "").startsWith(DEFAULT_ENGINE),
                attempts,
                backoff == null ? Duration.ZERO : OptionValues.duration("--backoff", backoff),
                timeout == null ? null : OptionValues.duration("--timeout", timeout),
                rate == null ? null : OptionValues.rate(rate),
                OptionValues.halt(parsed.value("--halt", "never")),
                parsed.has("-k"),
                LogFlags.of(parsed),
                progress(parsed.value("--progress", "auto")),
                parsed.has("--json"),
                parsed.has("--dry-run"),
                parsed.has("--tag"),
                parsed.has("--debug-blocking"),
                parsed.has("--verbose"));
    }

    private static Map<String, String> engineOptions(ParsedLine parsed) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String name : ENGINE_OPTIONS) {
            String value = parsed.value("--" + name);
            if (value != null) {
                options.put(name, value);
            }
        }
        return options;
    }

    private static String engine(ParsedLine parsed) throws SetUpException {
        String engine = parsed.value("-e", "");
        String jobs = parsed.value("-j");
        String most = parsed.value("--max-width");
        if (most != null) {
            return atMost(most, engine, jobs);
        }
        if (jobs == null) {
            return engine;
        }
        int width = OptionValues.jobs(jobs, Runtime.getRuntime().availableProcessors());
        if (engine.indexOf(':') >= 0) {
            throw new SetUpException(
                    "-e "
                            + engine
                            + " has a width, and so has -j "
                            + jobs
                            + "; leave one of them out");
        }
        return width == 0 ? engine : engine + ":" + width;
    }

    private static String atMost(String most, String engine, @Nullable String jobs)
            throws SetUpException {
        int width = OptionValues.count("--max-width", most, 1);
        if (!engine.isEmpty() && !engine.equals(DEFAULT_ENGINE)) {
            throw new SetUpException(
                    "--max-width "
                            + most
                            + " limits the engine auto, and -e "
                            + engine
                            + " sets the width; leave one of them out");
        }
        if (jobs != null && !jobs.equals("auto")) {
            throw new SetUpException(
                    "--max-width "
                            + most
                            + " limits the engine auto, and -j "
                            + jobs
                            + " sets the width; leave one of them out");
        }
        return DEFAULT_ENGINE + ":" + width;
    }

    private static ProgressForm progress(String text) throws SetUpException {
        return switch (text) {
            case "auto" -> ProgressForm.AUTO;
            case "bar" -> ProgressForm.BAR;
            case "plain" -> ProgressForm.PLAIN;
            case "none" -> ProgressForm.NONE;
            default -> throw OptionValues.bad("--progress", text, "auto, bar, plain or none");
        };
    }

    /** The engine for a job, opened. */
    public Engine openEngine(Job<?, ?> job) throws SetUpException {
        if (debugBlocking) {
            System.setProperty(BLOCKING_PROPERTY, Integer.toString(BLOCKING_MILLIS));
        }
        if (!engineOptions.isEmpty() && !engine.startsWith(PROCESSES)) {
            throw new SetUpException(
                    "--%s applies only to -e processes; add that, or leave it out"
                            .formatted(engineOptions.keySet().iterator().next()));
        }
        String fixed = job.isBlocking() ? FIXED_ENGINE : FIXED_ASYNC_ENGINE;
        try {
            return Engine.named(
                    engine.isEmpty()
                            ? DEFAULT_ENGINE
                            : engine.startsWith(":") ? fixed + engine : engine,
                    engineOptions);
        } catch (IllegalArgumentException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    /** The same with a bound on attempts in a time. */
    public RunFlags withRate(Rate bound) {
        return new RunFlags(
                engine,
                engineOptions,
                explained,
                retries,
                backoff,
                timeout,
                bound,
                halt,
                keepOrder,
                log,
                progress,
                json,
                dryRun,
                tag,
                debugBlocking,
                verbose);
    }

    /** The same for a run whose outcomes are put together to one result. */
    public RunFlags forOneResult() {
        return new RunFlags(
                engine,
                engineOptions,
                explained,
                retries,
                backoff,
                timeout,
                rate,
                Halt.atFailures(Halt.Mode.NOW, 1),
                true,
                log,
                progress,
                false,
                false,
                false,
                debugBlocking,
                verbose);
    }

    /** The same for a run that waits for what others run: many at a time, none tried again. */
    public RunFlags forWaiting() {
        return new RunFlags(
                FIXED_ASYNC_ENGINE,
                Map.of(),
                false,
                1,
                Duration.ZERO,
                null,
                null,
                Halt.never(),
                keepOrder,
                log,
                progress,
                json,
                false,
                tag,
                false,
                verbose);
    }

    /**
     * A job with the policy that the options ask for.
     *
     * @param limitsRate whether the rate is in the job's limits already
     */
    public <I, O extends @Nullable Object> Job<I, O> applyTo(Job<I, O> job, boolean limitsRate) {
        Retry own = job.retry();
        Duration wait = backoff.isZero() ? own.backoff() : backoff;
        Retry retry = Retry.upTo(retries).withBackoff(wait).when(own.when());
        Job<I, O> result = job.halt(halt).retry(retry);
        if (timeout != null) {
            result = result.deadline(timeout);
        }
        if (rate != null && !limitsRate) {
            result = result.rate(rate);
        }
        return result;
    }
}
