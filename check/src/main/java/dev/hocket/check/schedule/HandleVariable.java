package dev.hocket.check.schedule;

import dev.hocket.check.strategy.OperationConflicts;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The variable that a handle stands for, so that it is the same one as when accessed plainly. */
public final class HandleVariable {
    /** Stands for all memory outside of the heap. */
    static final Object OUTSIDE = new Object();

    private static final IdentityHashMap<VarHandle, HandleVariable> KNOWN = new IdentityHashMap<>();

    /** The variable's number in its object, or {@link OperationConflicts#ALL_SLOTS}. */
    final int slot;

    private final @Nullable Object fixed;

    private HandleVariable(int slot, @Nullable Object fixed) {
        this.slot = slot;
        this.fixed = fixed;
    }

    static HandleVariable of(VarHandle handle) {
        return KNOWN.computeIfAbsent(handle, HandleVariable::resolve);
    }

    /** The object that has the variable: the first argument, the class, or the handle itself. */
    Object owner(VarHandle handle, @Nullable Object first) {
        return fixed == null ? Objects.requireNonNullElse(first, handle) : fixed;
    }

    private static HandleVariable resolve(VarHandle handle) {
        List<Class<?>> coordinates = handle.coordinateTypes();
        if (coordinates.size() > 1) {
            Class<?> first = coordinates.getFirst();
            boolean outside =
                    ByteBuffer.class.isAssignableFrom(first)
                            || java.lang.foreign.MemorySegment.class.isAssignableFrom(first);
            return new HandleVariable(OperationConflicts.ALL_SLOTS, outside ? OUTSIDE : null);
        }
        var description = handle.describeConstable().orElse(null);
        if (description == null || description.bootstrapArgsList().isEmpty()) {
            return new HandleVariable(
                    OperationConflicts.ALL_SLOTS, coordinates.isEmpty() ? handle : null);
        }
        String declaring =
                ((java.lang.constant.ClassDesc) description.bootstrapArgsList().getFirst())
                        .descriptorString()
                        .replace('/', '.');
        String type = declaring.substring(1, declaring.length() - 1).intern();
        int slot = HookSite.slot(type, description.constantName());
        return new HandleVariable(slot, coordinates.isEmpty() ? type : null);
    }
}
