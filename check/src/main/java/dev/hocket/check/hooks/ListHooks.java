package dev.hocket.check.hooks;

import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.HookSite;
import dev.hocket.check.schedule.LibraryCalls;
import dev.hocket.check.schedule.Scheduler;
import dev.hocket.check.strategy.ThreadOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is called before an element of a list is got or set by its index. In an {@code ArrayList}
 * each element is a variable of its own: threads that set different ones do not meet.
 */
public final class ListHooks {
    private static final Set<String> COPYING =
            Set.of(
                    "<init>",
                    "copyOf",
                    "addAll",
                    "putAll",
                    "containsAll",
                    "removeAll",
                    "retainAll",
                    "join");

    private ListHooks() {}

    /** Before {@code list.get(index)} or {@code list.set(index, element)}. */
    public static void element(@Nullable Object receiver, int index, int site) {
        Fiber fiber = ControlHooks.fiber();
        Scheduler scheduler = ControlHooks.active;
        HookSite place = HookSite.of(site);
        if (fiber == null
                || scheduler == null
                || fiber.quiet > 0
                || !(receiver instanceof ArrayList<?> list)
                || !LibraryCalls.isPlain(list, place)
                || index < 0
                || index >= list.size()) {
            ControlHooks.call(receiver, site);
            return;
        }
        boolean writes = place.name.equals("set");
        ThreadOperation operation = writes ? ThreadOperation.WRITE : ThreadOperation.READ;
        scheduler.point(fiber, operation, site, list, index + 1);
        scheduler.memory.listElement(fiber, list, index, place, writes);
    }

    /** Before a method of the JDK's that reads all of the collection it is given. */
    public static void copied(@Nullable Object collection, int site) {
        Fiber fiber = ControlHooks.fiber();
        Scheduler scheduler = ControlHooks.active;
        if (fiber != null && scheduler != null && fiber.quiet == 0 && collection != null) {
            HashOrderHooks.look(collection, HookSite.of(site));
            LibraryCalls.before(scheduler, fiber, collection, HookSite.of(site));
            LibraryCalls.after(scheduler, fiber, collection, HookSite.of(site), true);
        }
    }

    /** Whether a method of the JDK's reads all of the collection that is its last argument. */
    public static boolean copies(String owner, String name, String descriptor) {
        boolean takes =
                descriptor.contains("Ljava/util/Collection;)")
                        || descriptor.contains("Ljava/util/Map;)")
                        || descriptor.contains("Ljava/lang/Iterable;)");
        return takes
                && (owner.startsWith("java/util/") || owner.equals("java/lang/String"))
                && COPYING.contains(name);
    }

    /** Whether a method of the JDK's is one of these. */
    public static boolean wants(String owner, String name, String descriptor) {
        return List.of("java/util/List", "java/util/ArrayList").contains(owner)
                && List.of("get", "set").contains(name)
                && descriptor.startsWith("(I");
    }
}
