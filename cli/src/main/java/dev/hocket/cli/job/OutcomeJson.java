package dev.hocket.cli.job;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.ExitStatus;
import dev.hocket.Failed;
import dev.hocket.Outcome;
import dev.hocket.Stats;
import dev.hocket.cli.json.JsonLine;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** An outcome as a line of JSON, with the names of the joblog's fields. */
final class OutcomeJson {
    private OutcomeJson() {}

    static <I, O extends @Nullable Object> void write(
            Outcome<I, O> outcome, PreparedJob<I, O> prepared, OutputStream to) throws IOException {
        JsonLine line = new JsonLine(to);
        Stats stats = outcome.stats();
        line.field("seq", stats.index());
        line.field("key", prepared.job().key(outcome.input()));
        switch (outcome) {
            case Done<I, O> done -> {
                line.field("outcome", "done");
                prepared.writeJson(done.output(), line);
            }
            case Failed<I, O> failed -> {
                line.field("outcome", failed.cause().word());
                line.field("error", failed.cause().message());
                if (failed.cause() instanceof Cause.Threw(Throwable error)
                        && error instanceof ExitStatus status) {
                    line.field("exit", status.exit());
                    if (status.signal().isPresent()) {
                        line.field("signal", status.signal().getAsInt());
                    }
                }
                prepared.writeFailedJson(failed, line);
            }
        }
        line.field("attempts", stats.attempts());
        line.field("seconds", Math.round(stats.time().toNanos() / 1e3) / 1e6);
        line.field("lane", stats.lane());
        line.endLine();
    }
}
