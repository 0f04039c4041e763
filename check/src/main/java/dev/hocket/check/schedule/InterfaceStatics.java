package dev.hocket.check.schedule;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the static variables of interfaces have, which are final for ever and cannot be made anew
 * for a schedule: sees when a schedule leaves one changed.
 */
public final class InterfaceStatics {
    private static final List<InterfaceStatics> ALL = new ArrayList<>();

    private final String name;
    private final Object value;
    private final String before;

    private InterfaceStatics(String name, Object value) {
        this.name = name;
        this.value = value;
        this.before = content(value);
    }

    /** Keeps an eye on the variables of an interface that was initialised. */
    public static synchronized void add(Class<?> type) {
        for (Field field : fields(type)) {
            try {
                if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    Object value = field.get(null);
                    if (value != null && !content(value).isEmpty()) {
                        ALL.add(
                                new InterfaceStatics(
                                        type.getSimpleName() + "." + field.getName(), value));
                    }
                }
            } catch (IllegalAccessException | RuntimeException e) {
                // What cannot be seen cannot be watched.
            }
        }
    }

    private static Field[] fields(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError e) {
            return new Field[0]; // the class of one is missing
        }
    }

    /** Says once of each that is not what it was. */
    static synchronized void look() {
        ALL.removeIf(kept -> {
            boolean changed = !kept.before.equals(content(kept.value));
            if (changed) {
                ControlProblems.add(
                        kept.name
                                + " is in an interface and keeps what one schedule leaves"
                                + " for the next: put it in a class, whose static variables"
                                + " start anew.");
            }
            return changed;
        });
    }

    /** A text that differs where the content does; empty for what does not change. */
    private static String content(Object value) {
        boolean ofJdk =
                value.getClass().getClassLoader() == null
                        && !value.getClass().getName().startsWith("java.util.Collections$");
        try {
            if (value.getClass().isArray()) {
                StringBuilder all = new StringBuilder("[");
                for (int i = 0; i < Array.getLength(value); i++) {
                    all.append(element(Array.get(value, i))).append(' ');
                }
                return all.toString();
            }
            return !ofJdk
                    ? ""
                    : switch (value) {
                        case String _ -> "";
                        case AtomicReference<?> reference -> element(reference.get());
                        case Number number -> number.toString();
                        case AtomicBoolean flag -> flag.toString();
                        case Collection<?> collection -> "size " + collection.size();
                        case Map<?, ?> map -> "size " + map.size();
                        default -> "";
                    };
        } catch (RuntimeException e) {
            return "";
        }
    }

    private static String element(@Nullable Object value) {
        return (value instanceof Number && value.getClass().getClassLoader() == null)
                        || value instanceof String
                        || value instanceof Boolean
                        || value == null
                ? String.valueOf(value)
                : "@" + System.identityHashCode(value);
    }
}
