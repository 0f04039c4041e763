package dev.hocket.check.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of an object's variables, to be restored later; arrays that they refer to are copied.
 */
public final class ObjectSnapshot implements Runnable {
    private final List<Variable> all = new ArrayList<>();
    private final Object object;

    private record Variable(VarHandle field, @Nullable Object value) {}

    private ObjectSnapshot(Object object) {
        this.object = object;
    }

    /** Of all variables that may change. */
    public static ObjectSnapshot of(Object object) throws ReflectiveOperationException {
        ObjectSnapshot snapshot = new ObjectSnapshot(object);
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)) {
                    VarHandle handle =
                            MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                                    .unreflectVarHandle(field);
                    snapshot.all.add(new Variable(handle, copy(handle.getVolatile(object))));
                }
            }
        }
        return snapshot;
    }

    private static @Nullable Object copy(@Nullable Object value) {
        return value instanceof Object[] array ? array.clone() : value;
    }

    @Override
    public void run() {
        for (Variable kept : all) {
            kept.field().setVolatile(object, copy(kept.value()));
        }
    }
}
