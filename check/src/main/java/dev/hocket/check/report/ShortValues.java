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
        Object number =
                switch (receiver) {
                    case AtomicInteger integer -> integer.get();
                    case AtomicLong integer -> integer.get();
                    case AtomicBoolean flag -> flag.get();
                    case null, default -> null;
                };
        return number == null ? "" : (method.equals("get") ? "= " : ", now ") + number;
    }

    /** The value as text, or empty. */
    static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String string -> string.length() <= 20 ? '"' + string + '"' : "";
            default -> key(value);
        };
    }

    /** What is passed to a method, or empty. */
    static String argument(@Nullable Object value) {
        return value == null ? "" : value(value);
    }

    /** A number, text or constant as it names what is kept under it; empty for all else. */
    static String key(@Nullable Object key) {
        return switch (key) {
            case Enum<?> constant -> constant.name();
            case String string -> string;
            case Number number when isOfJdk(number) -> number.toString();
            case Boolean bool -> bool.toString();
            case Character character -> character.toString();
            case null, default -> "";
        };
    }

    /** Whether only code of the JDK runs where the object is asked something. */
    static boolean isOfJdk(Object object) {
        Class<?> type = object.getClass();
        return type.getClassLoader() == null
                && !type.getName().startsWith("java.util.Collections$");
    }
}
