package dev.hocket.check.state;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A number for a state: for all that can be reached from some objects, by whatever variables. Two
 * states that differ only in which objects they consist of have the same number, since objects
 * count by the order in which they are come to.
 */
public final class ObjectGraph {
    private static final int MOST_OBJECTS = 100_000;

    private static final ClassValue<Field[]> FIELDS =
            new ClassValue<>() {
                @Override
                protected Field[] computeValue(Class<?> type) {
                    return fields(type);
                }
            };

    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    private final Deque<Object> open = new ArrayDeque<>();
    private final ToLongFunction<Thread> threads;
    private long hash = 1;

    /** Threads are not looked into; they count by a number of their own. */
    public ObjectGraph(ToLongFunction<Thread> threads) {
        this.threads = threads;
    }

    /** Adds a number. */
    public void add(long number) {
        hash = (hash ^ number) * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 29;
    }

    /** Adds a thread's frames. */
    public void add(StackSnapshot stack) {
        for (long number : stack.numbers) {
            add(number);
        }
        for (Object object : stack.objects) {
            reach(object);
        }
    }

    /** Adds the static variables of a class. */
    public void addStatics(Class<?> type) {
        try {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    add(field, null);
                }
            }
        } catch (IllegalAccessException | RuntimeException | LinkageError e) {
            add(0); // what cannot be seen is not part of the state
        }
    }

    /** Adds an object, by the order in which it was first come to. */
    public void reach(@Nullable Object object) {
        if (object == null) {
            add(0);
            return;
        }
        Integer known = numbers.get(object);
        if (known != null) {
            add(known);
            return;
        }
        numbers.put(object, numbers.size() + 1);
        add(numbers.size());
        open.add(object);
    }

    /** The number of the state; 0 if it is too large. */
    public long number() throws IllegalAccessException {
        while (!open.isEmpty()) {
            if (numbers.size() > MOST_OBJECTS) {
                return 0;
            }
            look(open.remove());
        }
        return hash == 0 ? 1 : hash;
    }

    private void look(Object object) throws IllegalAccessException {
        Class<?> type = object.getClass();
        add(type.getName().hashCode());
        if (object instanceof String text) {
            add(text.hashCode());
        } else if (object instanceof Thread thread) {
            add(threads.applyAsLong(thread));
        } else if (type.isArray()) {
            int length = Array.getLength(object);
            add(length);
            boolean primitive = type.getComponentType().isPrimitive();
            for (int i = 0; i < length; i++) {
                Object element = Array.get(object, i);
                if (primitive) {
                    add(element.hashCode());
                } else {
                    reach(element);
                }
            }
        } else if (!isLeaf(object)) {
            for (Field field : FIELDS.get(type)) {
                add(field, object);
            }
        }
    }

    private void add(Field field, @Nullable Object object) throws IllegalAccessException {
        Object value = field.get(object);
        if (field.getType().isPrimitive()) {
            add(value.hashCode());
        } else {
            reach(value);
        }
    }

    /** What is of the JVM, and no part of what a program does. */
    private static boolean isLeaf(Object object) {
        return object instanceof Class<?>
                || object instanceof ClassLoader
                || object instanceof ThreadGroup
                || object instanceof java.lang.ref.Reference<?>
                || object.getClass().getName().startsWith("java.lang.invoke.")
                || object.getClass().getName().startsWith("java.io.")
                || object.getClass().getName().startsWith("jdk.internal.")
                || object.getClass().getName().startsWith("sun.")
                || object.getClass().getName().startsWith("java.lang.reflect.");
    }

    private static Field[] fields(Class<?> of) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = of; type != null; type = type.getSuperclass()) {
            try {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            } catch (InaccessibleObjectException | LinkageError e) {
                continue; // a class of the JDK that is not open to us
            }
        }
        return fields.toArray(Field[]::new);
    }
}
