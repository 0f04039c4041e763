package dev.hocket.cli.command;

import dev.hocket.Engine;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.queue.CommandResolver;
import dev.hocket.cli.queue.StoreFlags;
import dev.hocket.cli.queue.WorkerActivity;
import dev.hocket.cli.terminal.ProgramEnd;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.jobs.exec.CommandTask;
import dev.hocket.queue.Queue;
import dev.hocket.queue.QueueException;
import dev.hocket.queue.Worker;
import dev.hocket.queue.WorkerPlan;
import dev.hocket.text.Quantities;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code hocket worker}: runs what is queued. */
final class WorkerCommand extends Command {
    private static final String DEFAULT_ENGINE = "threads";

    WorkerCommand() {
        super("worker");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Runs queued commands until it is told to end. The store is trusted: write access"
                    + " to it is enough to run any command that --allow permits, as the user of"
                    + " this worker. Ctrl-C or SIGTERM starts nothing more and waits for what is"
                    + " running, for the grace; what still runs then is stopped and given back. A"
                    + " second one gives back at once. If a worker is killed, others run its"
                    + " commands again within 20 seconds.",
                new String[] {"hocket worker [OPTIONS]"},
                "  hocket worker",
                "  hocket worker --queues mail:2,reports -j 8",
                "  hocket worker --store jdbc:postgresql://db/jobs --allow exec --drain");
        StoreFlags.describe(options);
        options.option(
                "A,B:N",
                "Serve these queues; one of weight N comes first N times as often. Default:"
                        + " default.",
                "--queues");
        options.option(
                "NAME[:WIDTH]",
                "Run on this engine, WIDTH commands at a time. Default: threads, one for each"
                        + " core.",
                "-e",
                "--engine");
        options.option("N", "Run N commands at a time.", "-j", "--jobs");
        options.option(
                "NAMES",
                "Run only these kinds of jobs: exec. Required if the store is a database that other"
                        + " machines can reach.",
                "--allow");
        options.flag("End once there is nothing left to start.", "--drain");
        options.option(
                "TIME", "How long running commands may take to end. Default: 30s.", "--grace");
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException {
        CommandTask.prepare();
        Duration grace = OptionValues.duration("--grace", words.value("--grace", "30s"));
        checkAllowed(words.value("--allow"));
        try (Queue queue = StoreFlags.open(words)) {
            if (queue.isShared() && words.value("--allow") == null) {
                throw new SetUpException(
                        "other machines can reach this store, and write access to it is enough to"
                                + " run commands here; add --allow exec to permit that");
            }
            try (Engine engine = engine(words)) {
                return work(words, queue, engine, grace, screen);
            }
        } catch (QueueException failed) {
            throw new SetUpException(Wording.problem(failed), failed);
        }
    }

    private static int work(
            ParsedLine words, Queue queue, Engine engine, Duration grace, Screen screen)
            throws SetUpException {
        WorkerActivity activity = new WorkerActivity(grace, screen);
        WorkerPlan plan = Worker.of(queue).run(new CommandResolver()).on(engine).listener(activity);
        addQueues(plan, words.value("--queues"));
        if (words.has("--drain")) {
            plan.draining();
        }
        try (ProgramEnd.Ongoing _ = ProgramEnd.during(activity)) {
            Worker worker = plan.start();
            activity.of(worker);
            if (screen.terminal().err()) {
                screen.say(
                        String.format(
                                Locale.ROOT,
                                "worker %d runs up to %d commands at a time; Ctrl-C ends it",
                                ProcessHandle.current().pid(),
                                engine.width()));
            }
            long ended = worker.await();
            screen.say(Quantities.count(ended, "job") + " ended");
        }
        return activity.status();
    }

    private static Engine engine(ParsedLine words) throws SetUpException {
        String name = words.value("-e", DEFAULT_ENGINE);
        String width = words.value("-j");
        if (width != null) {
            if (name.indexOf(':') >= 0) {
                throw new SetUpException(
                        "-e %s has a width, and so has -j %s; leave one of them out"
                                .formatted(name, width));
            }
            name += ":" + OptionValues.count("-j", width, 1);
        }
        try {
            return Engine.named(name);
        } catch (IllegalArgumentException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    private static void checkAllowed(@Nullable String names) throws SetUpException {
        for (String name : names == null ? List.<String>of() : List.of(names.split(",", -1))) {
            if (!name.equals(CommandResolver.NAME)) {
                throw OptionValues.bad("--allow", name, "exec");
            }
        }
    }

    private static void addQueues(WorkerPlan plan, @Nullable String queues) throws SetUpException {
        if (queues == null) {
            return;
        }
        for (String each : queues.split(",", -1)) {
            int colon = each.lastIndexOf(':');
            String name = colon < 0 ? each : each.substring(0, colon);
            int weight =
                    colon < 0 ? 1 : OptionValues.count("--queues", each.substring(colon + 1), 1);
            if (name.isBlank()) {
                throw OptionValues.bad("--queues", queues, "names, with weights: mail:2,reports");
            }
            plan.queue(name, weight);
        }
    }
}
