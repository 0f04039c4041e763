package dev.hocket.jobs.exec;

import dev.hocket.ExitStatus;
import dev.hocket.jobs.exec.process.ProcessEnd;
import dev.hocket.jobs.exec.process.SignalNumbers;
import java.util.OptionalInt;

/**
 * A command ended otherwise than with exit code 0, or could not be started at all.
 *
 * <p>A command that was not found has exit code 127, one that may not be run 126, as shells have
 * it. It carries no stack trace: where the command was started says nothing about why it failed.
 */
public final class CommandFailed extends Exception implements ExitStatus {
    private static final long serialVersionUID = 1;

    private final CommandResult result;
    private final int exit;
    private final int signal;

    CommandFailed(String message, CommandResult result) {
        super(message, null, false, false);
        this.result = result;
        this.exit = result.exit();
        this.signal = result.signal().orElse(0);
    }

    /** The failure of a command that ended with {@code result}. */
    static CommandFailed ended(CommandResult result) {
        StringBuilder message = new StringBuilder();
        if (result.signal().isPresent()) {
            message.append("killed by ").append(SignalNumbers.name(result.signal().getAsInt()));
        } else {
            message.append("exit ").append(result.exit());
        }
        String last = lastLine(result.stderr().tail(1000));
        if (!last.isEmpty()) {
            message.append(": ").append(last);
        }
        return new CommandFailed(message.toString(), result);
    }

    /** The failure of a command that was never started: nothing was written. */
    static CommandFailed notStarted(CommandInput argument, int exit, String message) {
        return new CommandFailed(
                message,
                new CommandResult(
                        argument,
                        ProcessEnd.exited(exit),
                        CapturedOutput.EMPTY,
                        CapturedOutput.EMPTY));
    }

    private static String lastLine(String text) {
        String stripped = text.strip();
        return stripped.substring(stripped.lastIndexOf('\n') + 1).strip();
    }

    /** How the command ended, and what it wrote before. */
    public CommandResult result() {
        return result;
    }

    @Override
    public int exit() {
        return exit;
    }

    @Override
    public OptionalInt signal() {
        return signal == 0 ? OptionalInt.empty() : OptionalInt.of(signal);
    }
}
