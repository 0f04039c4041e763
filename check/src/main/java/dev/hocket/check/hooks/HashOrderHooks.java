package dev.hocket.check.hooks;

import dev.hocket.check.schedule.BackingObjects;
import dev.hocket.check.schedule.ControlProblems;
import dev.hocket.check.schedule.HookSite;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the places where the test goes through a collection in the order of hash codes that no
 * schedule decides: those that the JVM draws for objects whose class has none of its own.
 */
final class HashOrderHooks {
    private static final int MOST_NOTES = 3;

    private static final Set<String> IN_ORDER =
            Set.of(
                    "iterator",
                    "spliterator",
                    "stream",
                    "parallelStream",
                    "forEach",
                    "removeIf",
                    "replaceAll",
                    "toArray",
                    "toString");

    private static final Set<Integer> SEEN = ConcurrentHashMap.newKeySet();

    private static final ClassValue<Boolean> DRAWN =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return isDrawn(type);
                }
            };

    private HashOrderHooks() {}

    /** Before a method of the JDK is called on an object. */
    static void look(@Nullable Object receiver, HookSite site) {
        if (receiver == null
                || !IN_ORDER.contains(site.name)
                || SEEN.size() >= MOST_NOTES
                || SEEN.contains(site.number)) {
            return;
        }
        Object collection = BackingObjects.root(receiver);
        if (isByDrawnHash(collection) && SEEN.add(site.number)) {
            ControlProblems.add(
                    site.location()
                            + " goes through a "
                            + collection.getClass().getSimpleName()
                            + " in the order of identity hash codes, which differs from run to"
                            + " run.");
        }
    }

    /** Only the JDK's own classes are asked: nothing of the test's runs here. */
    private static boolean isByDrawnHash(Object collection) {
        Class<?> type = collection.getClass();
        if (type == HashSet.class) {
            Set<?> set = (Set<?>) collection;
            return set.size() > 1 && hasDrawn(set.iterator().next());
        }
        boolean map =
                type == HashMap.class
                        || type == ConcurrentHashMap.class
                        || type == Hashtable.class
                        || type == IdentityHashMap.class;
        Map<?, ?> entries = map ? (Map<?, ?>) collection : Map.of();
        if (entries.size() < 2) {
            return false;
        }
        // In a concurrent map there may be none any more.
        var keys = entries.keySet().iterator();
        return type == IdentityHashMap.class || (keys.hasNext() && hasDrawn(keys.next()));
    }

    private static boolean hasDrawn(@Nullable Object key) {
        return key != null && DRAWN.get(key.getClass());
    }

    private static boolean isDrawn(Class<?> type) {
        try {
            Class<?> declaring = type.getMethod("hashCode").getDeclaringClass();
            return declaring == Object.class || declaring == Enum.class;
        } catch (NoSuchMethodException | LinkageError e) {
            return false;
        }
    }
}
