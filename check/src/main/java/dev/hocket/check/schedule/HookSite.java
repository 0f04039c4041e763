package dev.hocket.check.schedule;

import dev.hocket.check.strategy.ThreadOperation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place in the test's code at which a hook was put: what happens there, and where it is. */
public final class HookSite {
    public static final int NONE = 0;

    /** The line of a method that was compiled without lines. */
    public static final int UNKNOWN_LINE = -1;

    private static final List<String> WEAK_START =
            List.of("lazySet", "weakCompareAndSet", "putOrdered");
    private static final List<String> WEAK_END = List.of("Plain", "Opaque", "Acquire", "Release");
    private static final Map<String, Integer> SLOTS = new HashMap<>();
    private static final Set<String> WERE_FINAL = new HashSet<>();
    private static volatile HookSite[] all = {
        new HookSite(0, ThreadOperation.CALL, "", "", "", "", "", 0, "", false)
    };
    private static int count = 1;

    public final int number;
    public final ThreadOperation operation;

    /** The class of the field or method that is used, with dots. */
    public final String owner;

    public final String name;
    final String descriptor;
    public final String inClass;
    final String file;
    final int line;

    private volatile String hint;

    /** It waits, and does not look again what it waited for. */
    private volatile boolean waitsOnce;

    /** In a constructor, on the object that is being made. */
    public final boolean making;

    private final boolean weak;
    private boolean resolved;
    private boolean ownerKnown;
    private @Nullable ClassInitialiser initialiser;
    private boolean isVolatile;
    private boolean isFinal;
    private int slot;
    private String declaring = "";
    private @Nullable Field field;

    private HookSite(
            int number,
            ThreadOperation operation,
            String owner,
            String name,
            String descriptor,
            String inClass,
            String file,
            int line,
            String hint,
            boolean making) {
        this.number = number;
        this.operation = operation;
        this.owner = owner;
        this.name = name;
        this.descriptor = descriptor;
        this.inClass = inClass;
        this.file = file;
        this.line = line;
        this.hint = hint;
        this.making = making;
        this.weak = operation == ThreadOperation.CALL && isWeak(owner, name);
    }

    public static synchronized int add(
            ThreadOperation operation,
            String owner,
            String name,
            String descriptor,
            String inClass,
            String file,
            int line,
            String hint,
            boolean making) {
        if (count == all.length) {
            all = Arrays.copyOf(all, count * 2 + 64);
        }
        all[count] =
                new HookSite(
                        count,
                        operation,
                        owner.replace('/', '.').intern(),
                        name,
                        descriptor,
                        inClass.replace('/', '.'),
                        file,
                        line,
                        hint,
                        making);
        return count++;
    }

    public static HookSite of(int number) {
        return all[number];
    }

    /** A static field that was final until it had to become resettable. */
    public static synchronized void wasFinal(String owner, String name) {
        WERE_FINAL.add(owner.replace('/', '.') + '.' + name);
    }

    /** A number for a field. */
    public static synchronized int slot(String declaring, String name) {
        return SLOTS.computeIfAbsent(declaring + '.' + name, unseen -> SLOTS.size() + 1);
    }

    /** A number for the field, the same at every place that uses it. */
    public int slot() {
        return slot;
    }

    boolean isVolatile() {
        return isVolatile;
    }

    public boolean isFinal() {
        return isFinal;
    }

    /** Learns what only the loaded class can tell. */
    public HookSite resolve(@Nullable ClassLoader loader) {
        if (!resolved) {
            field = find(loader);
            declaring = (field == null ? owner : field.getDeclaringClass().getName()).intern();
            int modifiers = field == null ? 0 : field.getModifiers();
            isVolatile = Modifier.isVolatile(modifiers);
            synchronized (HookSite.class) {
                String full = declaring + '.' + name;
                isFinal = Modifier.isFinal(modifiers) || WERE_FINAL.contains(full);
                slot = slot(declaring, name);
            }
            if (field != null && Modifier.isStatic(modifiers)) {
                initialiser = ClassInitialiser.of(field.getDeclaringClass());
            }
            resolved = true;
        }
        return this;
    }

    /** What runs at the first use of the class whose static variable it is, or null. */
    public @Nullable ClassInitialiser initialiser() {
        return initialiser;
    }

    /** What runs at the first use of the class that has the field or constructor, or null. */
    public @Nullable ClassInitialiser ownersInitialiser(@Nullable ClassLoader loader) {
        if (!name.equals("<init>")) {
            return resolve(loader).initialiser;
        }
        if (!ownerKnown) {
            try {
                initialiser = ClassInitialiser.of(Class.forName(owner, false, loader));
            } catch (ClassNotFoundException | LinkageError e) {
                initialiser = null; // what uses it next says so
            }
            ownerKnown = true;
        }
        return initialiser;
    }

    private @Nullable Field find(@Nullable ClassLoader loader) {
        try {
            Class<?> start = Class.forName(owner, false, loader);
            for (Class<?> type = start; type != null; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getName().equals(name)) {
                        return field;
                    }
                }
                for (Class<?> face : type.getInterfaces()) {
                    for (Field field : face.getFields()) {
                        if (field.getName().equals(name)) {
                            return field;
                        }
                    }
                }
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
        return null;
    }

    /** The name of the class that declares the field, the same object at every place. */
    public String declaring() {
        return declaring;
    }

    /** The value that the variable has now, or null where it cannot be read. */
    @Nullable
    public Object value(@Nullable Object owner) {
        Field known = field;
        try {
            if (known != null) {
                known.setAccessible(true);
                return known.get(Modifier.isStatic(known.getModifiers()) ? null : owner);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
        return null;
    }

    /** What the source calls the object that is used or made here, or empty. */
    public String hint() {
        return hint;
    }

    /** The wait here is not in a loop. */
    public void waitsOnce() {
        waitsOnce = true;
    }

    boolean isWaitWithoutLoop() {
        return waitsOnce;
    }

    /**
     * Whether a method is called here that orders memory less than a volatile access does, or may
     * fail for no reason.
     */
    boolean isWeak() {
        return weak;
    }

    private static boolean isWeak(String owner, String name) {
        boolean ofHandle = owner.equals("java.lang.invoke.VarHandle");
        boolean ofAtomic =
                owner.startsWith("java.util.concurrent.atomic.") || owner.equals("sun.misc.Unsafe");
        return (ofHandle && (name.equals("get") || name.equals("set")))
                || ((ofHandle || ofAtomic)
                        && (WEAK_START.stream().anyMatch(name::startsWith)
                                || WEAK_END.stream().anyMatch(name::endsWith)));
    }

    /** The object that is made here is put in a variable of that name. */
    public void called(String name) {
        hint = name;
    }

    public String location() {
        if (line == UNKNOWN_LINE) {
            return file;
        }
        return line == 0 || file.isEmpty() ? "" : file + ":" + line;
    }
}
