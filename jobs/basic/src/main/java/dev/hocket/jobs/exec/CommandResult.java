package dev.hocket.jobs.exec;

import dev.hocket.jobs.exec.process.ProcessEnd;
import java.io.Serializable;
import java.util.OptionalInt;

/**
 * How a command ended and what it wrote.
 *
 * <p>Close it, or both outputs, once they are consumed. Safe for use by many threads.
 */
public final class CommandResult implements AutoCloseable, Serializable {
    private static final long serialVersionUID = 1;

    private final CommandInput argument;
    private final int exit;
    private final int signal;
    private final CapturedOutput stdout;
    private final CapturedOutput stderr;

    CommandResult(
            CommandInput argument, ProcessEnd ended, CapturedOutput stdout, CapturedOutput stderr) {
        this.argument = argument;
        this.exit = ended.exit();
        this.signal = ended.signal();
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** The input for which the command ran. */
    public CommandInput argument() {
        return argument;
    }

    /**
     * The exit code; where a signal ended the command, 128 and the signal's number, as shells have
     * it.
     */
    public int exit() {
        return exit;
    }

    /**
     * The number of the signal that ended the command; empty where it ended by itself, or the
     * system does not say.
     */
    public OptionalInt signal() {
        return signal == 0 ? OptionalInt.empty() : OptionalInt.of(signal);
    }

    /** What the command wrote to its standard output. */
    public CapturedOutput stdout() {
        return stdout;
    }

    /** What the command wrote to its standard error. */
    public CapturedOutput stderr() {
        return stderr;
    }

    /** Gives back the space of outputs that were too long for memory. */
    @Override
    public void close() {
        stdout.close();
        stderr.close();
    }

    @Override
    public String toString() {
        return "exit "
                + exit
                + ", "
                + stdout.size()
                + " + "
                + stderr.size()
                + " bytes: "
                + argument;
    }
}
