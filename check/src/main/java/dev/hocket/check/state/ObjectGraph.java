package dev.hocket.check.state;

import java.lang.ref.Reference;
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

    private static final List<String> LEAVES =
            List.of(
                    "java.lang.invoke.",
                    "java.lang.reflect.",
                    "java.lang.Module",
                    "java.lang.ProcessEnvironment",
                    "java.math.",
                    "java.net.U",
                    "java.nio.charset.",
                    "java.nio.file.",
                    "java.security.",
                    "java.time.",
                    "java.util.Locale",
                    "java.util.regex.Pattern",
                    "jdk.internal.reflect.",
                    "jdk.internal.loader.",
                    "java.io.PrintStream",
                    "sun.nio.fs.");

    /**
     * The variables of an object.
     *
     * @param all those that can be read
     * @param isOpaque whether there are others
     */
    private record Fields(List<Field> all, boolean isOpaque) {}

    private static final ClassValue<Fields> FIELDS =
            new ClassValue<>() {
                @Override
                protected Fields computeValue(Class<?> type) {
                    return fields(type);
                }
            };
    private static final Field[] OWN = own();
    private static final Object RANDOM = random();

    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    private final Deque<Object> open = new ArrayDeque<>();
    private final ToLongFunction<Thread> threads;
    private long hash = 1;

    /** Some object has variables that cannot be looked at. */
    private boolean isOpaque;

    /** Threads count by a number of their own, and what the test's own classes of them have. */
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
            isOpaque = true;
        }
    }

    /** Adds what a thread has for itself: thread locals, random numbers. */
    public void addOwnOf(Thread thread) {
        try {
            for (Field own : OWN) {
                add(own, thread);
            }
        } catch (IllegalAccessException e) {
            isOpaque = true;
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

    /** How many objects were come to. */
    public int size() {
        return numbers.size();
    }

    /** The number of the state; 0 if it is too large, or not all of it can be seen. */
    public long number() {
        reach(RANDOM);
        try {
            while (!open.isEmpty()) {
                if (numbers.size() > MOST_OBJECTS || isOpaque) {
                    return 0;
                }
                look(open.remove());
            }
        } catch (IllegalAccessException e) {
            return 0;
        }
        return isOpaque ? 0 : hash == 0 ? 1 : hash;
    }

    private void look(Object object) throws IllegalAccessException {
        Class<?> type = object.getClass();
        add(type.getName().hashCode());
        if (object instanceof String text) {
            add(text.hashCode());
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
            if (object instanceof Thread thread) {
                add(threads.applyAsLong(thread));
            }
            Fields fields = FIELDS.get(type);
            isOpaque |= fields.isOpaque();
            for (Field field : fields.all()) {
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

    /** What is of the JVM, and no part of what a program does, or never changes. */
    private static boolean isLeaf(Object object) {
        String name = object.getClass().getName();
        return object instanceof Class<?>
                || object instanceof ClassLoader
                || object instanceof ThreadGroup
                || (object.getClass().getClassLoader() == null
                        && LEAVES.stream().anyMatch(name::startsWith));
    }

    private static Fields fields(Class<?> of) {
        List<Field> fields = new ArrayList<>();
        boolean isOpaque = false;
        for (Class<?> type = of; type != null; type = type.getSuperclass()) {
            if (Thread.class.isAssignableFrom(type) && isOfJvm(type)) {
                break;
            }
            try {
                for (Field field : type.getDeclaredFields()) {
                    boolean internal =
                            type == Reference.class && !field.getName().equals("referent");
                    if (!Modifier.isStatic(field.getModifiers()) && !internal) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            } catch (InaccessibleObjectException | LinkageError e) {
                isOpaque = true; // a class of the JDK that is not open to us
            }
        }
        return new Fields(List.copyOf(fields), isOpaque);
    }

    private static boolean isOfJvm(Class<?> thread) {
        return thread.getName().startsWith("java.lang.")
                || thread.getName().startsWith("jdk.internal.");
    }

    private static Field[] own() {
        try {
            List<Field> own = new ArrayList<>();
            for (String name :
                    List.of("threadLocals", "inheritableThreadLocals", "threadLocalRandomSeed")) {
                Field field = Thread.class.getDeclaredField(name);
                field.setAccessible(true);
                own.add(field);
            }
            return own.toArray(Field[]::new);
        } catch (NoSuchFieldException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The random numbers of {@link Math#random}. */
    private static Object random() {
        try {
            Class<?> holder = Class.forName("java.lang.Math$RandomNumberGeneratorHolder");
            Field random = holder.getDeclaredField("randomNumberGenerator");
            random.setAccessible(true);
            return random.get(null);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
