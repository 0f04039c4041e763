package dev.hocket.cli.job;

import dev.hocket.Halt;
import dev.hocket.Run;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;

/**
 * Ctrl-C while a run goes on: the first lets what runs end, the second ends it, the third ends this
 * process at once.
 *
 * <p>The JDK has no other way to tell one interrupt from two: a shutdown hook runs once. So this is
 * the one place that uses {@code sun.misc.Signal}.
 */
final class RunInterrupts implements sun.misc.SignalHandler, AutoCloseable {
    private static final sun.misc.Signal INTERRUPT = new sun.misc.Signal("INT");

    private final Run<?, ?> run;
    private final Screen screen;
    private sun.misc.SignalHandler before = sun.misc.SignalHandler.SIG_DFL;
    private int count;

    private RunInterrupts(Run<?, ?> run, Screen screen) {
        this.run = run;
        this.screen = screen;
    }

    /** Heeds interrupts until closed. */
    static RunInterrupts of(Run<?, ?> run, Screen screen) {
        RunInterrupts interrupts = new RunInterrupts(run, screen);
        try {
            interrupts.before = sun.misc.Signal.handle(INTERRUPT, interrupts);
        } catch (IllegalArgumentException notOurs) {
            // the JVM was told to leave signals alone (-Xrs): an interrupt ends the process
        }
        return interrupts;
    }

    @Override
    public void handle(sun.misc.Signal signal) {
        switch (next()) {
            case 1 -> {
                run.cancel(Halt.Mode.SOON);
                screen.say(
                        "interrupted: nothing more is started, what runs may end; press Ctrl-C"
                                + " again to stop it");
            }
            case 2 -> {
                run.cancel(Halt.Mode.NOW);
                screen.say("interrupted again: stopping what runs");
            }
            default -> Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
        }
    }

    private synchronized int next() {
        return ++count;
    }

    /** Whether there was one. */
    synchronized boolean any() {
        return count > 0;
    }

    @Override
    public void close() {
        try {
            sun.misc.Signal.handle(INTERRUPT, before);
        } catch (IllegalArgumentException notOurs) {
            // nor was it changed
        }
    }
}
