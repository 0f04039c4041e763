package dev.hocket;

import dev.hocket.text.ErrorText;
import dev.hocket.text.Quantities;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why an input, or one attempt at it, failed. */
public sealed interface Cause {

    /** The word for this cause in the joblog and in messages, such as {@code timed-out}. */
    String word();

    /** One readable line: what happened, without a stack trace. */
    String message();

    /** The task threw an exception or an error. */
    record Threw(Throwable error) implements Cause {
        @Override
        public String word() {
            return "threw";
        }

        @Override
        public String message() {
            return ErrorText.named(error);
        }
    }

    /**
     * The attempt ran past its deadline.
     *
     * @param deadline the time that an attempt may take
     * @param abandoned whether it also ignored its interruption, so that its thread was left behind
     */
    record TimedOut(Duration deadline, boolean abandoned) implements Cause {
        @Override
        public String word() {
            return "timed-out";
        }

        @Override
        public String message() {
            return "exceeded its deadline of "
                    + Quantities.duration(deadline)
                    + (abandoned ? " and ignored interruption: its thread was abandoned" : "");
        }
    }

    /**
     * The process that ran the attempt has died.
     *
     * @param exit its exit code, or -1 if a signal ended it
     * @param signal the signal that ended it, or 0
     * @param lastLines the last lines it wrote on its standard error
     */
    record Crashed(int exit, int signal, List<String> lastLines) implements Cause {
        public Crashed {
            lastLines = List.copyOf(lastLines);
        }

        @Override
        public String word() {
            return "crashed";
        }

        @Override
        public String message() {
            String how = signal > 0 ? "killed by signal " + signal : "exit code " + exit;
            return lastLines.isEmpty() ? how : how + ": " + lastLines.getLast();
        }
    }

    /**
     * The run was cancelled or halted before the input had ended.
     *
     * @param started whether an attempt was running when that happened
     * @param last the failure of the previous attempt, if there was one
     */
    record Cancelled(boolean started, @Nullable Throwable last) implements Cause {
        @Override
        public String word() {
            return "cancelled";
        }

        @Override
        public String message() {
            return started ? "cancelled while it ran" : "cancelled before it ran";
        }
    }
}
