package dev.hocket.check.schedule;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What objects of the JDK belong to: conditions and locks to their synchronizer, iterators and
 * views to what they show.
 */
public final class BackingObjects {
    private static final ClassValue<@Nullable VarHandle> FIELDS =
            new ClassValue<>() {
                @Override
                protected @Nullable VarHandle computeValue(Class<?> type) {
                    return find(type, "java.util.concurrent.", NAMES);
                }
            };

    private static final Set<String> NAMES = Set.of("sync", "this$0", "map", "m");

    private static final ClassValue<@Nullable VarHandle> VIEWS =
            new ClassValue<>() {
                @Override
                protected @Nullable VarHandle computeValue(Class<?> type) {
                    return isView(type) ? find(type, "java.util.", SHOWN) : null;
                }
            };
    private static final Set<String> SHOWN = Set.of("c", "m", "i", "list", "root", "this$0");
    private static final @Nullable VarHandle BY_ACCESS = byAccess();

    private BackingObjects() {}

    /** What an object belongs to, or the object itself. */
    static Object of(Object object) {
        VarHandle field = FIELDS.get(object.getClass());
        Object found = field == null ? null : field.get(object);
        return found == null ? object : found;
    }

    /** The collection that a view or an iterator of java.util shows, or the object itself. */
    public static Object root(Object object) {
        Object at = object;
        for (int depth = 0; depth < 8; depth++) {
            VarHandle field = VIEWS.get(at.getClass());
            Object shown = field == null ? null : field.get(at);
            if (shown == null) {
                return at;
            }
            at = shown;
        }
        return at;
    }

    private static boolean isView(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.util.")
                && !name.startsWith("java.util.concurrent.")
                && name.contains("$")
                && !name.contains("$Synchronized")
                && (Collection.class.isAssignableFrom(type)
                        || Map.class.isAssignableFrom(type)
                        || Iterator.class.isAssignableFrom(type));
    }

    /** Whether the map puts last what was read last. */
    static boolean ordersByAccess(Object map) {
        return BY_ACCESS != null && (boolean) BY_ACCESS.get(map);
    }

    private static @Nullable VarHandle find(Class<?> from, String packages, Set<String> names) {
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            boolean ofJdk = type.getName().startsWith(packages);
            for (Field field : ofJdk ? type.getDeclaredFields() : new Field[0]) {
                if (names.contains(field.getName()) && !field.getType().isPrimitive()) {
                    return handle(field);
                }
            }
        }
        return null;
    }

    private static @Nullable VarHandle byAccess() {
        try {
            return handle(LinkedHashMap.class.getDeclaredField("accessOrder"));
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    private static @Nullable VarHandle handle(Field field) {
        try {
            return MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup())
                    .unreflectVarHandle(field)
                    .withInvokeBehavior();
        } catch (IllegalAccessException e) {
            return null;
        }
    }
}
