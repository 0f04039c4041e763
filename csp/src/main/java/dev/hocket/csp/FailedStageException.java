package dev.hocket.csp;

import dev.hocket.Cause;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stage failed, and its pipeline ended with it. The cause is what the task threw. {@link
 * PipelineRun#report()} says what happened to the other inputs.
 */
public final class FailedStageException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int MOST_SHOWN = 200;

    private final String stage;
    private final transient @Nullable PipelineItem item;

    FailedStageException(String stage, @Nullable PipelineItem item, Throwable cause) {
        super("%s: %s".formatted(where(stage, item), new Cause.Threw(cause).message()), cause);
        this.stage = stage;
        this.item = item;
    }

    private static String where(String stage, @Nullable PipelineItem item) {
        if (item == null) {
            return "stage '%s' failed".formatted(stage);
        }
        return String.format(
                Locale.ROOT,
                "stage '%s' failed at input %d (%s)",
                stage,
                item.index(),
                text(item.origin()));
    }

    private static String text(Object input) {
        String text;
        try {
            text = String.valueOf(input);
        } catch (RuntimeException unprintable) {
            text = input.getClass().getName();
        }
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    /** The stage that failed first; {@code inputs} if the inputs could not be read. */
    public String stage() {
        return stage;
    }

    /** The input of the stage. Empty if it had received nothing, and after serialization. */
    public Optional<Object> input() {
        return Optional.ofNullable(item).map(PipelineItem::value);
    }

    /**
     * The input of the pipeline from which the stage's input was derived; for a free process, the
     * one that it received last.
     */
    public Optional<Object> origin() {
        return Optional.ofNullable(item).map(PipelineItem::origin);
    }

    /** The position of {@link #origin()} among the inputs, from 0; -1 if there is no origin. */
    public long index() {
        return item == null ? -1 : item.index();
    }
}
