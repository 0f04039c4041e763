package dev.hocket.check.report;

import dev.hocket.check.schedule.ClassInitialiser;
import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.ShadowTable;
import dev.hocket.check.schedule.TypeNames;
import dev.hocket.check.strategy.OperationConflicts;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * What a report calls an object: the variable that has it, or its class and a number. Nothing here
 * calls the object itself: its code would run outside of the schedule.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class ObjectNames {
    /** No name is longer than that of a variable of a variable of a variable. */
    private static final int DEEPEST = 2;

    private final IdentityHashMap<Object, String> known = new IdentityHashMap<>();
    private final IdentityHashMap<Object, String> declared = new IdentityHashMap<>();
    private final IdentityHashMap<Object, String> hints = new IdentityHashMap<>();
    private final IdentityHashMap<Object, String> owners = new IdentityHashMap<>();

    /** Whose variable has the object, where an object's has. */
    private final IdentityHashMap<Object, Object> ownerOf = new IdentityHashMap<>();

    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** How many objects of a class there are. */
    private final Map<Class<?>, Integer> kin = new HashMap<>();

    /** The source puts this object, when it is made, in a variable of that name. */
    void declare(Object object, String name) {
        if (!name.isEmpty()) {
            declared.putIfAbsent(object, name);
        }
    }

    /** The source calls this object so, at some place; names that differ cancel each other. */
    void hint(Object object, String name) {
        hint(hints, object, name);
    }

    /** The source calls the object so whose field it accesses: to be used if there is no better. */
    void hintOfOwner(Object object, String name) {
        hint(owners, object, name);
    }

    private static void hint(Map<Object, String> all, Object object, String name) {
        if (!name.isEmpty() && !name.equals("this")) {
            all.merge(object, name, (one, other) -> one.equals(other) ? one : "");
        }
    }

    /** A thread, which may have no name of its own. */
    void thread(Fiber fiber) {
        finals.put(fiber.thread, fiber.name());
    }

    /** The two locks of a read-write lock are called after it. */
    private void pair(Object value) {
        if (value instanceof ReentrantReadWriteLock lock) {
            String name = choose(lock);
            if (!name.isEmpty()) {
                known.put(lock.readLock(), name + ".readLock()");
                known.put(lock.writeLock(), name + ".writeLock()");
            }
        }
    }

    /** Looks for the variables that have the objects of a schedule. */
    void search(ShadowTable shadows, List<Class<?>> classes) {
        for (Class<?> type : classes) {
            for (Field field : fields(type)) {
                if (Modifier.isStatic(field.getModifiers())) {
                    held(field, null, field.getName());
                }
            }
        }
        for (ShadowTable.Shadow shadow : shadows.all()) {
            kin.merge(shadow.object.getClass(), 1, Integer::sum);
            search(shadow.object);
        }
        for (Map<Object, String> names : List.of(declared, hints)) {
            List.copyOf(names.keySet()).forEach(each -> elements(each, choose(each)));
        }
        for (Map<Object, String> names : List.of(known, declared, hints)) {
            List.copyOf(names.keySet()).forEach(this::pair);
        }
    }

    private void search(Object object) {
        if (object instanceof Fiber || object.getClass().isArray()) {
            return;
        }
        for (Class<?> type = object.getClass();
                type != null && !type.getName().startsWith("java.");
                type = type.getSuperclass()) {
            for (Field field : fields(type)) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    held(field, object, field.getName());
                }
            }
        }
    }

    /** The fields of a class; none where the class of one is missing. */
    private static Field[] fields(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError e) {
            return new Field[0];
        }
    }

    private void held(Field field, @Nullable Object owner, String name) {
        if (field.getType().isPrimitive() || name.contains("$")) {
            return;
        }
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            if (value != null && !(value instanceof String)) {
                if (known.putIfAbsent(value, name) == null && owner != null) {
                    ownerOf.put(value, owner);
                }
                elements(value, name);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // A field that cannot be read names nothing.
            return;
        }
    }

    /** What is in an array, a list or a map that has a name, if nothing else names it. */
    private void elements(Object value, String name) {
        boolean ofJdk = ShortValues.isOfJdk(value);
        if (name.isEmpty()) {
            return;
        }
        if (value instanceof Object[] array) {
            elements(Arrays.asList(array), name);
        } else if (ofJdk && value instanceof List<?> list) {
            elements(list, name);
        } else if (ofJdk && value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                String text = ShortValues.key(key);
                if (!text.isEmpty()) {
                    element(each, name + "[" + text + "]");
                }
            });
        }
    }

    private void elements(List<?> list, String name) {
        int i = 0;
        for (Object each : list) {
            element(each, name + "[" + i++ + "]");
        }
    }

    private void element(@Nullable Object each, String name) {
        if (each != null && !(each instanceof String)) {
            known.put(each, name);
            ownerOf.remove(each);
        }
    }

    String of(@Nullable Object object) {
        if (object == null) {
            return "nothing";
        }
        if (object instanceof Thread thread) {
            return finals.getOrDefault(thread, thread.getName());
        }
        if (object instanceof Class<?> type) {
            return TypeNames.simple(type) + ".class";
        }
        if (object instanceof String type) {
            return TypeNames.simple(type);
        }
        if (object instanceof ClassInitialiser initialiser) {
            return "the initialiser of " + TypeNames.simple(initialiser.name);
        }
        if (object == OperationConflicts.TASKS) {
            return "a task";
        }
        String name = finals.get(object);
        if (name == null) {
            name = unique(object, choose(object));
            finals.put(object, name);
        }
        return name;
    }

    private final IdentityHashMap<Object, String> finals = new IdentityHashMap<>();

    private String choose(Object object) {
        return choose(object, 0);
    }

    private String choose(Object object, int depth) {
        if (object instanceof Enum<?> constant) {
            return TypeNames.simple(constant.getDeclaringClass()) + "." + constant.name();
        }
        String variable = declared.getOrDefault(object, "");
        String name = known.getOrDefault(object, variable);
        if (!variable.isEmpty() && !several(object, variable)) {
            return variable;
        }
        Object owner = ownerOf.get(object);
        if (owner != null && depth < DEEPEST && Collections.frequency(known.values(), name) > 1) {
            String by = choose(owner, depth + 1);
            name = by.isEmpty() ? name : by + "." + name;
        }
        if (name.isEmpty()) {
            name = hint(hints, object);
        }
        return name.isEmpty() ? hint(this.owners, object) : name;
    }

    /** What the source calls it, unless it calls others so, too. */
    private static String hint(Map<Object, String> all, Object object) {
        String hint = all.getOrDefault(object, "");
        return Collections.frequency(all.values(), hint) == 1 ? hint : "";
    }

    private String unique(Object object, String name) {
        boolean alone = kin.getOrDefault(object.getClass(), 0) == 1;
        if (name.isEmpty() && alone && object.getClass().getClassLoader() != null) {
            return TypeNames.simple(object.getClass());
        }
        String base = name.isEmpty() ? TypeNames.simple(object.getClass()) : name;
        if (!name.isEmpty() && !several(object, name) && used.add(name)) {
            return name;
        }
        boolean first = name.isEmpty() || several(object, name);
        String numbered = base + " #" + counts.merge(base, first ? 1 : 2, Integer::sum);
        used.add(numbered);
        return numbered;
    }

    /** Whether that name is of a variable in which other objects were put, too. */
    private boolean several(Object object, String name) {
        return name.equals(declared.get(object))
                && Collections.frequency(declared.values(), name) > 1;
    }
}
