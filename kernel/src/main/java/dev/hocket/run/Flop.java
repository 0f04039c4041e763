package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Job;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a slot holds in place of an output. */
sealed interface Flop {

    /** The attempt failed. */
    record Broke(Cause cause) implements Flop {}

    /** The attempt succeeded and grew inputs. */
    record Grew(@Nullable Object output, List<Grown<?>> inputs) implements Flop {
        List<String> keys() {
            return inputs.stream().map(Grown::key).toList();
        }
    }

    /** An input that an outcome grew. */
    record Grown<I>(I input, String key, Ticket ticket) {
        static <I> Grown<I> of(Job<I, ?> job, I input) {
            Objects.requireNonNull(input, "the growth gave null; inputs must not be");
            return new Grown<>(
                    input,
                    Objects.requireNonNull(job.key(input), "the key is null"),
                    Ticket.of(job, input));
        }
    }

    /** The input is not at its end: another lease carries it on. */
    enum Mark implements Flop {
        /** It waits for its next attempt. */
        PENDING,
        /** Its attempt goes on in a lease of its own. */
        DEPARTED,
        /** The attempt was not started. */
        UNSTARTED
    }
}
