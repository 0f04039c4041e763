package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Two threads read and write a field through a VarHandle, each access volatile for itself. */
@Bug(
        kinds = {FAILURE},
        switches = 4)
public final class HandlePieces {
    private static final VarHandle COUNT;
    private static int count;

    static {
        try {
            COUNT =
                    MethodHandles.lookup()
                            .findStaticVarHandle(HandlePieces.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public static void test() throws InterruptedException {
        Thread a = Thread.ofPlatform().name("a").start(HandlePieces::increment);
        Thread b = Thread.ofPlatform().name("b").start(HandlePieces::increment);
        a.join();
        b.join();
        int end = (int) COUNT.getVolatile();
        if (end != 2) {
            throw new AssertionError("count is " + end + ", not 2");
        }
    }

    private static void increment() {
        int old = (int) COUNT.getVolatile();
        COUNT.setVolatile(old + 1);
    }

    private HandlePieces() {}
}
