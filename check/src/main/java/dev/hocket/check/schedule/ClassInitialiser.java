package dev.hocket.check.schedule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The static initialiser of a class of the test's. The weaver takes it from the JVM, which would
 * run it once for all schedules, and {@link InitialisationModel} runs it at the first use of the
 * class in each.
 */
public final class ClassInitialiser {
    /** The method that the weaver adds: all static variables zero, then the initialiser. */
    public static final String RESET = "$hocket$reset";

    /** What the weaver makes of the class's own initialiser. */
    public static final String INITIALISER = "$hocket$clinit";

    private record Key(@Nullable ClassLoader loader, String name) {}

    private static final Map<Key, ClassInitialiser> KNOWN = new HashMap<>();
    private static final ClassValue<Found> OF_CLASS =
            new ClassValue<>() {
                @Override
                protected Found computeValue(Class<?> type) {
                    return new Found(find(type));
                }
            };

    private record Found(@Nullable ClassInitialiser initialiser) {}

    private static volatile ClassInitialiser[] all = {};

    /** Its place among all of them. */
    public final int number;

    /** The class, with dots. */
    public final String name;

    /**
     * It calls only JDK code that neither waits nor is observed, so it runs at once and is not a
     * step.
     */
    final boolean simple;

    private final @Nullable ClassLoader loader;
    private @Nullable Class<?> type;
    private @Nullable MethodHandle reset;
    private volatile boolean ran;

    private ClassInitialiser(
            int number, @Nullable ClassLoader loader, String name, boolean simple) {
        this.number = number;
        this.loader = loader;
        this.name = name;
        this.simple = simple;
    }

    /** Makes it known, when the class is woven; the same one if it is woven again. */
    public static synchronized ClassInitialiser add(
            @Nullable ClassLoader loader, String name, boolean simple) {
        Key key = new Key(loader, name);
        ClassInitialiser known = KNOWN.get(key);
        if (known == null) {
            known = new ClassInitialiser(all.length, loader, name, simple);
            KNOWN.put(key, known);
            ClassInitialiser[] more = Arrays.copyOf(all, all.length + 1);
            more[known.number] = known;
            all = more;
        }
        return known;
    }

    /** The one with that number. */
    public static ClassInitialiser of(int number) {
        return all[number];
    }

    /** The one that runs when the class is used, which may be a superclass's; null if none does. */
    public static @Nullable ClassInitialiser of(Class<?> type) {
        return OF_CLASS.get(type).initialiser();
    }

    private static synchronized @Nullable ClassInitialiser find(Class<?> of) {
        for (Class<?> type = of; type != null; type = type.getSuperclass()) {
            ClassInitialiser known = KNOWN.get(new Key(type.getClassLoader(), type.getName()));
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    /** The one of the nearest superclass that has one, or null. */
    @Nullable ClassInitialiser parent() {
        Class<?> parent = type().getSuperclass();
        return parent == null ? null : of(parent);
    }

    /** The class itself. */
    public synchronized Class<?> type() {
        Class<?> known = type;
        if (known == null) {
            try {
                known = Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                throw new NoClassDefFoundError(name);
            }
            type = known;
        }
        return known;
    }

    /** Makes the static variables zero and runs the initialiser; throws what it throws. */
    void run() throws Throwable {
        ran = true;
        handle().invokeExact();
    }

    private synchronized MethodHandle handle() throws ReflectiveOperationException {
        if (reset == null) {
            reset =
                    MethodHandles.privateLookupIn(type(), MethodHandles.lookup())
                            .findStatic(type(), RESET, MethodType.methodType(void.class));
        }
        return Objects.requireNonNull(reset);
    }

    /** Runs it, unless it has ever run, for a thread that is not under control. */
    public synchronized void runOutside() {
        if (!ran) {
            ClassInitialiser parent = parent();
            if (parent != null) {
                parent.runOutside();
            }
            try {
                run();
            } catch (Error e) {
                throw e;
            } catch (Throwable e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
