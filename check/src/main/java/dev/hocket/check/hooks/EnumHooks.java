package dev.hocket.check.hooks;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What woven initialisers of enums call: an enum's constants stay the same objects for as long as
 * the JVM runs, for maps, switches and the JDK know them, but their variables start anew with each
 * schedule. Public only because the test's classes must reach it; not to be called by hand.
 */
public final class EnumHooks {
    private static final Map<Class<?>, Map<String, Enum<?>>> CONSTANTS = new HashMap<>();

    private EnumHooks() {}

    /** The constant for which that one was made, with the new one's variables. */
    public static synchronized Object constant(Object made) {
        if (!(made instanceof Enum<?> constant)) {
            return made;
        }
        Enum<?> known =
                CONSTANTS
                        .computeIfAbsent(constant.getDeclaringClass(), unseen -> new HashMap<>())
                        .computeIfAbsent(constant.name(), unseen -> constant);
        if (known != constant) {
            copy(constant, known);
        }
        return known;
    }

    private static void copy(Object from, Object to) {
        for (Field field : variables(to.getClass())) {
            try {
                field.setAccessible(true);
                field.set(to, field.get(from));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static List<Field> variables(Class<?> of) {
        List<Field> variables = new ArrayList<>();
        for (Class<?> type = of; type != null && type != Enum.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    variables.add(field);
                }
            }
        }
        return variables;
    }
}
