package dev.hocket.run;

import dev.hocket.Cause;
import dev.hocket.Job;
import dev.hocket.source.KnownSizes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The content of a slot of a lease instead of an output. */
public sealed interface SlotResult {

    /** The attempt failed. */
    record Failure(Cause cause) implements SlotResult {}

    /** The attempt succeeded and grew inputs. */
    record Growth(@Nullable Object output, List<GrownInput<?>> inputs) implements SlotResult {
        List<String> keys() {
            return inputs.stream().map(GrownInput::key).toList();
        }
    }

    /** An input that an outcome grew. */
    record GrownInput<I>(I input, String key, InputAdmission admission) {
        static <I> GrownInput<I> of(Job<I, ?> job, I input) {
            Objects.requireNonNull(input, "the growth returned null; inputs must not be null");
            return new GrownInput<>(
                    input,
                    Objects.requireNonNull(job.key(input), "the key is null"),
                    InputAdmission.of(job, input));
        }
    }

    /** The input is not at its end: another lease carries it on. */
    enum Mark implements SlotResult {
        /** It waits for its next attempt. */
        PENDING,
        /** Its attempt continues in a lease of its own. */
        DEPARTED,
        /** The attempt was not started. */
        UNSTARTED
    }

    /** How an attempt failed that was stopped with its run. */
    static SlotResult cancelled(Cause cause) {
        Throwable last = cause instanceof Cause.Threw(Throwable error) ? error : null;
        return new Failure(new Cause.Cancelled(true, last));
    }

    /** Whether no attempt was started before its run ended. */
    static boolean neverStarted(@Nullable Object result) {
        return result instanceof Failure(Cause.Cancelled(boolean started, _)) && !started;
    }

    /** The bytes of the outputs among these, as far as they are known. */
    static long bytes(@Nullable Object[] results) {
        long sum = 0;
        for (Object result : results) {
            sum += KnownSizes.of(result instanceof Growth grown ? grown.output() : result);
        }
        return sum;
    }
}
