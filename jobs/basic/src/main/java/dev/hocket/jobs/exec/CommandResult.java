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

    /** The same of one of the inputs that the command had together. */
    public CommandResult of(CommandInput one) {
        return new CommandResult(one, ended(), stdout, stderr);
    }

    /** The same of another of these inputs: it ended so, and what it wrote is with the first. */
    public CommandResult silent(CommandInput other) {
        return new CommandResult(other, ended(), CapturedOutput.EMPTY, CapturedOutput.EMPTY);
    }

    private ProcessEnd ended() {
        return signal == 0 ? ProcessEnd.exited(exit) : ProcessEnd.signalled(signal);
    }

    /**
     * The exit code; if a signal ended the command, 128 plus the number of the signal, as in
     * shells.
     */
    public int exit() {
        return exit;
    }

    /**
     * The number of the signal that ended the command; empty if none did, or if the system does not
     * report it.
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

    /** Frees the space of outputs in temporary files. */
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
