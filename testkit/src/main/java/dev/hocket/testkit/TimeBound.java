package dev.hocket.testkit;

import java.lang.reflect.Method;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs each test in a thread of its own, so that one that hangs fails and says where. Mutes the
 * warnings about what tests do on purpose.
 */
final class TimeBound implements InvocationInterceptor, BeforeAllCallback {
    private static final Logger LOG = Logger.getLogger("dev.hocket");

    @Override
    public void beforeAll(ExtensionContext context) {
        LOG.setLevel(Level.OFF);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        run(invocation);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation,
            DynamicTestInvocationContext dynamic,
            ExtensionContext context)
            throws Throwable {
        run(invocation);
    }

    private static void run(Invocation<@Nullable Void> invocation) throws Throwable {
        SideThread.<@Nullable Void>start(
                        () -> {
                            try {
                                return invocation.proceed();
                            } catch (Exception | Error thrown) {
                                throw thrown;
                            } catch (Throwable thrown) {
                                throw new AssertionError(thrown);
                            }
                        })
                .get(BoundedWait.BOUND.multipliedBy(4));
    }
}
