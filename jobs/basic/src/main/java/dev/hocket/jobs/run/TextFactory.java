package dev.hocket.jobs.run;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way in which a class makes a value of itself from text: {@code valueOf(String)}, {@code
 * parse(String)}, {@code parse(CharSequence)}, {@code of(String)} or a constructor with one String,
 * the first of these that it has.
 *
 * <p>Methods must be static, not private, and return the class or a subtype. A {@link Boolean} has
 * none: its {@code valueOf} takes any text other than "true" for false.
 */
final class TextFactory {
    private final Executable executable;

    private TextFactory(Executable executable) {
        this.executable = executable;
    }

    /** The factory of a class; empty if it has none. */
    static Optional<TextFactory> of(Class<?> type) {
        if (type == Boolean.class) {
            return Optional.empty();
        }
        Executable found = method(type, "valueOf", String.class);
        if (found == null) {
            found = method(type, "parse", String.class);
        }
        if (found == null) {
            found = method(type, "parse", CharSequence.class);
        }
        if (found == null) {
            found = method(type, "of", String.class);
        }
        if (found == null) {
            found = constructor(type);
        }
        return Optional.ofNullable(found).map(TextFactory::new);
    }

    /** How the text is read, for messages: {@code LocalDate.parse}, {@code new Name(String)}. */
    String rule() {
        String type = TaskChoice.nameOf(executable.getDeclaringClass());
        return executable instanceof Method
                ? type + "." + executable.getName()
                : "new " + type + "(String)";
    }

    /**
     * Makes a value.
     *
     * @throws IllegalArgumentException if the class refuses the text, with a message that says why
     */
    Object convert(String text) {
        try {
            Object value =
                    executable instanceof Method method
                            ? method.invoke(null, text)
                            : ((Constructor<?>) executable).newInstance(text);
            if (value == null) {
                throw new IllegalArgumentException(rule() + " returned null");
            }
            return value;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalArgumentException(rule() + ": " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(rule() + ": " + e, e);
        }
    }

    private static @Nullable Method method(Class<?> type, String name, Class<?> parameter) {
        try {
            Method method = type.getDeclaredMethod(name, parameter);
            boolean fits =
                    Modifier.isStatic(method.getModifiers())
                            && type.isAssignableFrom(method.getReturnType());
            return fits && isAccessible(method) ? method : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static @Nullable Constructor<?> constructor(Class<?> type) {
        if (Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(String.class);
            return isAccessible(constructor) ? constructor : null;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static boolean isAccessible(Executable executable) {
        return !Modifier.isPrivate(executable.getModifiers()) && executable.trySetAccessible();
    }
}
