package dev.hocket.cli.job;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.ExitStatus;
import dev.hocket.Failed;
import dev.hocket.Outcome;
import dev.hocket.Stats;
import dev.hocket.cli.json.JsonText;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An outcome as a line of JSON, with the names of the joblog's fields. */
final class OutcomeJson {
    private OutcomeJson() {}

    static <I, O extends @Nullable Object> String of(
            Outcome<I, O> outcome, PreparedJob<I, O> prepared) throws IOException {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        Stats stats = outcome.stats();
        line.put("seq", stats.index());
        line.put("key", prepared.job().key(outcome.input()));
        switch (outcome) {
            case Done<I, O> done -> {
                line.put("outcome", "done");
                line.put("output", prepared.json(done.output()));
            }
            case Failed<I, O> failed -> {
                line.put("outcome", failed.cause().word());
                line.put("error", failed.cause().message());
                if (failed.cause() instanceof Cause.Threw(Throwable error)
                        && error instanceof ExitStatus status) {
                    line.put("exit", status.exit());
                    status.signal().ifPresent(signal -> line.put("signal", signal));
                }
            }
        }
        line.put("attempts", stats.attempts());
        line.put("seconds", Math.round(stats.time().toNanos() / 1e3) / 1e6);
        line.put("lane", stats.lane());
        return JsonText.text(line);
    }
}
