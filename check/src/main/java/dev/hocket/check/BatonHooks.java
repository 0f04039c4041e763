package dev.hocket.check;

/**
 * What woven code calls, besides {@link Hooks}, where the JVM starts the test's threads: {@link
 * Baton}. Not to be called by hand.
 */
public final class BatonHooks {
    private BatonHooks() {}

    /** A thread begins that the JVM has started, for a debugger. */
    public static void begin() {
        Baton.begin();
    }

    /** Instead of handling what a thread that the JVM has started threw; whether it was done. */
    public static boolean uncaught(Throwable thrown) {
        Fiber fiber = Hooks.fiber();
        if (fiber != null && fiber.baton != null) {
            Hooks.scheduler().uncaught(fiber, thrown);
        }
        return fiber != null && fiber.baton != null;
    }

    /** A thread that the JVM has started ends. */
    public static void over() {
        Fiber fiber = Hooks.fiber();
        if (fiber != null && fiber.baton != null) {
            Hooks.scheduler().over(fiber);
            fiber.baton.back();
        }
    }
}
