package dev.hocket.check.state;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/**
 * What the frames of the current thread hold: where each of them is, and the values of its local
 * variables and operands. The JDK has that inside, for its own debugging.
 */
public final class StackSnapshot {
    private static final String OURS = "dev.hocket.check.";
    private static final Set<StackWalker.Option> WITH_CLASSES =
            Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final MethodHandle WALKER;
    private static final MethodHandle LOCALS;
    private static final MethodHandle OPERANDS;
    private static final MethodHandle SIZE;
    private static final MethodHandle INT;
    private static final MethodHandle LONG;
    private static final Class<?> PRIMITIVE;

    static {
        try {
            Class<?> frame = Class.forName("java.lang.LiveStackFrame");
            PRIMITIVE = Class.forName("java.lang.LiveStackFrame$PrimitiveSlot");
            MethodHandles.Lookup frames =
                    MethodHandles.privateLookupIn(frame, MethodHandles.lookup());
            MethodHandles.Lookup slots =
                    MethodHandles.privateLookupIn(PRIMITIVE, MethodHandles.lookup());
            WALKER =
                    frames.findStatic(
                            frame,
                            "getStackWalker",
                            MethodType.methodType(
                                    StackWalker.class, Set.class, ContinuationScope.class));
            MethodType array = MethodType.methodType(Object[].class, Object.class);
            LOCALS =
                    frames.findVirtual(frame, "getLocals", MethodType.methodType(Object[].class))
                            .asType(array);
            OPERANDS =
                    frames.findVirtual(frame, "getStack", MethodType.methodType(Object[].class))
                            .asType(array);
            SIZE = number(slots, "size", int.class);
            INT = number(slots, "intValue", int.class);
            LONG = number(slots, "longValue", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Numbers in their order: places in methods, primitive values. */
    final long[] numbers;

    /** Objects in their order. */
    final @Nullable Object[] objects;

    private StackSnapshot(long[] numbers, @Nullable Object[] objects) {
        this.numbers = numbers;
        this.objects = objects;
    }

    private static MethodHandle number(MethodHandles.Lookup lookup, String name, Class<?> result)
            throws ReflectiveOperationException {
        return lookup.findVirtual(PRIMITIVE, name, MethodType.methodType(result))
                .asType(MethodType.methodType(result, Object.class));
    }

    /** Of the current thread, in a continuation of that scope; without our own frames. */
    public static StackSnapshot take(ContinuationScope scope) {
        try {
            StackWalker walker = (StackWalker) WALKER.invoke(WITH_CLASSES, scope);
            List<StackWalker.StackFrame> frames = walker.walk(Stream::toList);
            List<Long> numbers = new ArrayList<>();
            List<@Nullable Object> objects = new ArrayList<>();
            for (StackWalker.StackFrame frame : frames) {
                if (!isOurs(frame)) {
                    numbers.add((long) frame.getClassName().hashCode());
                    numbers.add((long) frame.getMethodName().hashCode());
                    numbers.add((long) frame.getByteCodeIndex());
                    add((Object[]) LOCALS.invokeExact((Object) frame), numbers, objects);
                    add((Object[]) OPERANDS.invokeExact((Object) frame), numbers, objects);
                }
            }
            return new StackSnapshot(
                    numbers.stream().mapToLong(Long::longValue).toArray(), objects.toArray());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A class of the test may be in our packages, but is not where the JDK's are. */
    private static boolean isOurs(StackWalker.StackFrame frame) {
        return frame.getClassName().startsWith(OURS)
                && frame.getDeclaringClass().getClassLoader() == null;
    }

    private static void add(
            @Nullable Object[] values, List<Long> numbers, List<@Nullable Object> objects)
            throws Throwable {
        for (Object value : values) {
            if (value != null && PRIMITIVE.isInstance(value)) {
                numbers.add(
                        (int) SIZE.invokeExact(value) == 8
                                ? (long) LONG.invokeExact(value)
                                : (int) INT.invokeExact(value));
            } else {
                numbers.add(value == null ? 0L : 1L);
                objects.add(value);
            }
        }
    }
}
