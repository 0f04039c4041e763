package dev.hocket.check;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What objects of java.util.concurrent belong to: conditions and locks to their synchronizer,
 * iterators and views to what they show.
 */
final class Synchronizers {
    private static final ClassValue<@Nullable VarHandle> FIELDS =
            new ClassValue<>() {
                @Override
                protected @Nullable VarHandle computeValue(Class<?> type) {
                    return find(type);
                }
            };

    private static final Set<String> NAMES = Set.of("sync", "this$0", "map", "m");

    private Synchronizers() {}

    /** What an object belongs to, or the object itself. */
    static Object of(Object object) {
        VarHandle field = FIELDS.get(object.getClass());
        Object found = field == null ? null : field.get(object);
        return found == null ? object : found;
    }

    private static @Nullable VarHandle find(Class<?> from) {
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            boolean ofJdk = type.getName().startsWith("java.util.concurrent.");
            for (Field field : ofJdk ? type.getDeclaredFields() : new Field[0]) {
                if (NAMES.contains(field.getName()) && !field.getType().isPrimitive()) {
                    try {
                        return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                                .unreflectVarHandle(field)
                                .withInvokeBehavior();
                    } catch (IllegalAccessException e) {
                        return null;
                    }
                }
            }
        }
        return null;
    }
}
