package dev.hocket.check;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** What the JDK's locks and conditions are made of; those that share it lock each other out. */
final class Synchronizers {
    private static final ClassValue<@Nullable VarHandle> FIELDS =
            new ClassValue<>() {
                @Override
                protected @Nullable VarHandle computeValue(Class<?> type) {
                    return find(type);
                }
            };

    private Synchronizers() {}

    /** The synchronizer of a lock or condition, or the object itself where it has none. */
    static Object of(Object object) {
        VarHandle field = FIELDS.get(object.getClass());
        Object found = field == null ? null : field.get(object);
        return found == null ? object : found;
    }

    private static @Nullable VarHandle find(Class<?> from) {
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            boolean ofJdk = type.getName().startsWith("java.util.concurrent.locks.");
            for (Field field : ofJdk ? type.getDeclaredFields() : new Field[0]) {
                if (field.getName().equals("sync") || field.getName().equals("this$0")) {
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
