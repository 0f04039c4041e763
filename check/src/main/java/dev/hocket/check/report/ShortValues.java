package dev.hocket.check.report;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Values that are short enough to be shown beside a step. */
public final class ShortValues {
    private ShortValues() {}

    /** What a call gave, or left behind: "= false", ", now 2", or nothing. */
    static String returned(@Nullable Object receiver, String method, boolean result) {
        if (method.equals("tryLock")
                || method.equals("tryAcquire")
                || method.contains("compareAndSet")
                || method.equals("offer")) {
            return "= " + result;
        }
        boolean number =
                receiver instanceof AtomicInteger
                        || receiver instanceof AtomicLong
                        || receiver instanceof AtomicBoolean;
        return number ? (method.equals("get") ? "= " : ", now ") + receiver : "";
    }

    /** The value as text, or empty. */
    static String value(@Nullable Object value) {
        if (value == null
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>) {
            return String.valueOf(value);
        }
        return value instanceof String string && string.length() <= 20 ? '"' + string + '"' : "";
    }
}
