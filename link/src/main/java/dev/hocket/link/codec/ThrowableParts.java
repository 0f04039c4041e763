package dev.hocket.link.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Handles an exception that cannot be sent unchanged: finds which of its causes and suppressed
 * exceptions are the reason, and replaces only these by a {@link WorkerException}. Every method of
 * the exceptions may throw.
 */
final class ThrowableParts {
    /** How many exceptions are looked at, so that no chain takes long. */
    private static final int MOST = 100;

    /** Whether one can travel, those replaced that cannot. */
    interface Trial {
        boolean travels(Throwable thrown, Map<Throwable, WorkerException> standIns);
    }

    private final Trial trial;

    @SuppressWarnings("IdentityHashMapUsage") // exceptions may be equal to others
    private final Map<Throwable, WorkerException> standIns = new IdentityHashMap<>();

    private final Set<Throwable> settled = Collections.newSetFromMap(new IdentityHashMap<>());

    ThrowableParts(Trial trial) {
        this.trial = trial;
    }

    /** What stands for exceptions that cannot travel. */
    Map<Throwable, WorkerException> standIns(Throwable root) {
        for (Throwable each : deepestFirst(root)) {
            if (!trial.travels(each, standIns)) {
                standIns.put(each, standIn(each));
            }
            settled.add(each);
        }
        return standIns;
    }

    private static List<Throwable> deepestFirst(Throwable root) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> order = new ArrayList<>(List.of(root));
        seen.add(root);
        for (int i = 0; i < order.size() && order.size() < MOST; i++) {
            List<Throwable> parts = suppressed(order.get(i));
            Throwable cause = cause(order.get(i));
            if (cause != null) {
                parts.add(cause);
            }
            parts.stream().filter(seen::add).forEach(order::add);
        }
        Collections.reverse(order);
        return order;
    }

    private WorkerException standIn(Throwable thrown) {
        WorkerException standIn =
                new WorkerException(WorkerException.text(thrown), replaced(cause(thrown)));
        try {
            standIn.setStackTrace(thrown.getStackTrace());
        } catch (Throwable _) {
            // Then its own place has to do.
        }
        for (Throwable each : suppressed(thrown)) {
            Throwable part = replaced(each);
            if (part != null) {
                standIn.addSuppressed(part);
            }
        }
        return standIn;
    }

    /** A part that can travel; null for one that has not been looked at, as in a cycle. */
    private @Nullable Throwable replaced(@Nullable Throwable part) {
        WorkerException standIn = standIns.get(part);
        return standIn != null || part == null || !settled.contains(part) ? standIn : part;
    }

    private static @Nullable Throwable cause(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (Throwable _) {
            return null;
        }
    }

    private static List<Throwable> suppressed(Throwable thrown) {
        try {
            return new ArrayList<>(List.of(thrown.getSuppressed()));
        } catch (Throwable _) {
            return new ArrayList<>();
        }
    }
}
