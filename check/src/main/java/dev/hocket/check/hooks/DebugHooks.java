package dev.hocket.check.hooks;

import dev.hocket.check.schedule.DebugBaton;
import dev.hocket.check.schedule.Fiber;

/**
 * What woven code calls, besides {@link ControlHooks}, where the JVM starts the test's threads:
 * {@link DebugBaton}. Not to be called by hand.
 */
public final class DebugHooks {
    private DebugHooks() {}

    /** A thread begins that the JVM has started, for a debugger. */
    public static void begin() {
        DebugBaton.begin();
    }

    /** Instead of handling what a thread that the JVM has started threw; whether it was done. */
    public static boolean uncaught(Throwable thrown) {
        Fiber fiber = ControlHooks.fiber();
        if (fiber != null && fiber.baton != null) {
            ControlHooks.scheduler().uncaught(fiber, thrown);
        }
        return fiber != null && fiber.baton != null;
    }

    /** A thread that the JVM has started ends. */
    public static void over() {
        Fiber fiber = ControlHooks.fiber();
        if (fiber != null && fiber.baton != null) {
            ControlHooks.scheduler().over(fiber);
            fiber.baton.back();
        }
    }
}
