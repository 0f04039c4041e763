package dev.hocket.queue.work;

import dev.hocket.Cause;
import dev.hocket.ExitStatus;
import dev.hocket.queue.JobState;
import dev.hocket.queue.store.JobFinish;
import dev.hocket.text.ErrorText;
import dev.hocket.text.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcomes of attempts in their stored form. */
final class Outcomes {
    private Outcomes() {}

    static JobFinish done(SubmittedJob one, byte[] output) {
        return finish(one, JobState.DONE, output, null);
    }

    static JobFinish failed(SubmittedJob one, Cause cause, byte @Nullable [] evidence) {
        return finish(one, JobState.FAILED, evidence, Json.text(fields(cause)));
    }

    static JobFinish cancelled(SubmittedJob one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cause", "cancelled");
        fields.put("message", "cancelled while it ran");
        return finish(one, JobState.CANCELLED, null, Json.text(fields));
    }

    private static JobFinish finish(
            SubmittedJob one, JobState state, byte @Nullable [] result, @Nullable String error) {
        return new JobFinish(
                one.job().id(),
                one.job().lease(),
                state,
                result,
                error,
                one.started(),
                System.nanoTime() - one.since());
    }

    /** The end of a process is known by its status, without the exception's name. */
    private static String message(Cause cause) {
        return cause instanceof Cause.Threw(Throwable error) && error instanceof ExitStatus
                ? ErrorText.of(error)
                : cause.message();
    }

    private static Map<String, Object> fields(Cause cause) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cause", cause.word());
        fields.put("message", message(cause));
        switch (cause) {
            case Cause.Crashed crashed -> {
                if (crashed.signal() > 0) {
                    fields.put("signal", crashed.signal());
                } else {
                    fields.put("exit", crashed.exit());
                }
                fields.put("lines", crashed.lastLines());
            }
            case Cause.Threw(Throwable error) -> {
                if (error instanceof ExitStatus status) {
                    fields.put("exit", status.exit());
                }
                fields.put("type", error.getClass().getName());
            }
            case Cause.TimedOut _, Cause.Cancelled _ -> {}
        }
        return fields;
    }
}
