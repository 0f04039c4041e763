package dev.hocket.check.schedule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What an exception says, without a call of the test's own code: it would run outside of the
 * schedule, where it could wait for a lock for ever.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
final class ThrownText {
    private static final VarHandle MESSAGE;
    private static final VarHandle CAUSE;
    private static final MethodHandle FRAMES;

    static {
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(Throwable.class, MethodHandles.lookup());
            MESSAGE = lookup.findVarHandle(Throwable.class, "detailMessage", String.class);
            CAUSE = lookup.findVarHandle(Throwable.class, "cause", Throwable.class);
            FRAMES =
                    lookup.findVirtual(
                            Throwable.class,
                            "getOurStackTrace",
                            MethodType.methodType(StackTraceElement[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ThrownText() {}

    /** Its class and message. */
    static String of(Throwable thrown) {
        if (!overrides(thrown, "toString")
                && !overrides(thrown, "getLocalizedMessage")
                && !overrides(thrown, "getMessage")) {
            return String.valueOf(thrown);
        }
        String message = (String) MESSAGE.get(thrown);
        return thrown.getClass().getName() + (message == null ? "" : ": " + message);
    }

    static @Nullable Throwable cause(Throwable thrown) {
        if (!overrides(thrown, "getCause")) {
            return thrown.getCause();
        }
        Throwable cause = (Throwable) CAUSE.get(thrown);
        return cause == thrown ? null : cause;
    }

    static StackTraceElement[] frames(Throwable thrown) {
        try {
            return (StackTraceElement[]) FRAMES.invokeExact(thrown);
        } catch (Throwable e) {
            return new StackTraceElement[0];
        }
    }

    /** Whether a class of the test's has a method of that name of its own. */
    private static boolean overrides(Throwable thrown, String method) {
        for (Class<?> type = thrown.getClass();
                type.getClassLoader() != null
                        && !LibraryPackages.contain(type.getName().replace('.', '/'));
                type = type.getSuperclass()) {
            try {
                return type.getDeclaredMethod(method).getParameterCount() == 0;
            } catch (NoSuchMethodException e) {
                // A superclass may have it.
            } catch (LinkageError e) {
                return true;
            }
        }
        return false;
    }
}
