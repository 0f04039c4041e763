package dev.hocket.cli.queue;

import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.ProgramEnd;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.queue.Worker;
import dev.hocket.queue.WorkerListener;
import dev.hocket.text.Quantities;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How a worker ends, and what its user is told: the first signal lets running commands end within
 * the grace, the second one gives them back at once.
 */
public final class WorkerActivity implements ProgramEnd.Activity, WorkerListener {
    private final Duration grace;
    private final Screen screen;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private @Nullable Worker worker;
    private @Nullable Duration asked;
    private ProgramEnd.@Nullable Cause cause;

    public WorkerActivity(Duration grace, Screen screen) {
        this.grace = grace;
        this.screen = screen;
    }

    /** The worker that is to be ended; at once, if that was asked for before it began. */
    public synchronized void of(Worker begun) {
        worker = begun;
        if (asked != null) {
            begun.stop(asked);
        }
    }

    @Override
    public synchronized ProgramEnd.Answer end(ProgramEnd.Cause why, int count) {
        if (count > 2) {
            return ProgramEnd.Answer.LEAVES_IT;
        }
        boolean gentle = count == 1 && why != ProgramEnd.Cause.EXIT_CALLED;
        cause = why;
        asked = gentle ? grace : Duration.ZERO;
        if (worker != null) {
            worker.stop(asked);
        }
        return gentle ? ProgramEnd.Answer.ENDS_IN_TIME : ProgramEnd.Answer.ENDS_AT_ONCE;
    }

    @Override
    public void tellEnd(ProgramEnd.Cause why, int count) {
        screen.say(
                count == 1
                        ? "ending: starting nothing more, waiting up to %s for what is running"
                                .formatted(Quantities.duration(grace))
                        : "ending: giving back what is running");
    }

    /** The exit status. */
    public synchronized int status() {
        return cause == null ? ExitCodes.DONE : cause.status();
    }

    @Override
    public void storeIsGone(String why) {
        screen.say("the store does not answer (" + why + "); trying again until it does");
    }

    @Override
    public void storeIsBack() {
        screen.say("the store answers again");
    }

    @Override
    public void jobLeft(long id, String name, String why) {
        if (told.add(why)) {
            screen.say(
                    String.format(
                            Locale.ROOT,
                            "job %d (%s) is left to other workers: %s",
                            id,
                            name,
                            why));
        }
    }

    @Override
    public void unserved(String name) {
        if (told.add("unserved " + name)) {
            screen.say(
                    "jobs named '%s' wait in the queue, and no worker runs them".formatted(name));
        }
    }

    @Override
    public void leasesLost(int count) {
        screen.say(
                Quantities.count(count, "job")
                        + " went to other workers, as this one was not heard of; stopped");
    }

    @Override
    public void outcomesDropped(int count) {
        screen.say(
                Quantities.count(count, "outcome")
                        + " dropped, as other workers have the jobs by now");
    }

    @Override
    public void graceIsOver(int count) {
        screen.say(Quantities.count(count, "job") + " did not end within the grace; given back");
    }

    @Override
    public void engineClosed(String why) {
        screen.say("the engine takes no more jobs: " + why);
    }
}
