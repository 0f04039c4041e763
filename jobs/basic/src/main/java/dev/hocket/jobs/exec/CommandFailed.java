package dev.hocket.jobs.exec;

import dev.hocket.ExitStatus;
import dev.hocket.jobs.exec.process.ProcessEnd;
import dev.hocket.jobs.exec.process.SignalNumbers;
import java.util.OptionalInt;

/**
 * A command ended with another exit code than 0, or could not be started.
 *
 * <p>As in shells, the exit code is 127 for a command that was not found, and 126 for one that may
 * not be run. The exception has no stack trace, because the place where the command was started
 * does not explain why it failed.
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
