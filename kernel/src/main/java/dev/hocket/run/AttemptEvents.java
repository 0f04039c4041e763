package dev.hocket.run;

import dev.hocket.AttemptListener;
import dev.hocket.Cause;
import dev.hocket.Listener;
import dev.hocket.text.ErrorText;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells listeners about attempts, on the lanes' threads. */
final class AttemptEvents {
    private static final System.Logger LOG = System.getLogger("dev.hocket");
    private final String job;
    private final CopyOnWriteArrayList<AttemptListener> listeners;

    private AttemptEvents(String job, List<AttemptListener> listeners) {
        this.job = job;
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    /** Null where no listener wants to know. */
    static @Nullable AttemptEvents of(String job, List<Listener> all) {
        List<AttemptListener> wanting =
                all.stream()
                        .filter(AttemptListener.class::isInstance)
                        .map(AttemptListener.class::cast)
                        .toList();
        return wanting.isEmpty() ? null : new AttemptEvents(job, wanting);
    }

    private static AttemptListener.Attempt attempt(LeaseSlots<?, ?> lease, int i, String lane) {
        return new AttemptListener.Attempt(lease.input(i), lease.index(i), lease.attempt(i), lane);
    }

    void started(LeaseSlots<?, ?> lease, int i, RunLane lane) {
        AttemptListener.Attempt attempt = attempt(lease, i, lane.name());
        tell(listener -> listener.attemptStarted(attempt));
    }

    void retried(LeaseSlots<?, ?> lease, int i, Cause cause, long nanos) {
        AttemptListener.Attempt attempt = attempt(lease, i, lease.lane);
        Duration delay = Duration.ofNanos(nanos);
        tell(listener -> listener.attemptRetried(attempt, cause, delay));
    }

    void workerStarted(String lane, long pid) {
        tell(listener -> listener.workerStarted(lane, pid));
    }

    void workerDied(String lane, long pid, Cause.Crashed cause) {
        tell(listener -> listener.workerDied(lane, pid, cause));
    }

    private void tell(Consumer<AttemptListener> event) {
        for (AttemptListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable thrown) { // of the user's own
                listeners.remove(listener);
                LOG.log(
                        Level.WARNING,
                        job
                                + ": a listener threw and is told about no more attempts of this"
                                + " run: "
                                + ErrorText.shown(listener),
                        thrown);
            }
        }
    }
}
