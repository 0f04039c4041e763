package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;
import java.io.File;
import java.util.List;

/**
 * The ways in which a command is run: its own program at once, a shell that runs a script, or a
 * shell that runs the input.
 */
public sealed interface CommandForm permits DirectCommand, InputCommand, ShellScript {
    /**
     * The shell that runs scripts; looked up in PATH where the system has no folder of its own for
     * it.
     */
    String SHELL = File.separatorChar == '/' ? "/bin/sh" : "sh";

    /**
     * The program and its arguments for one input.
     *
     * @param slot the number of the slot it runs in
     * @throws IllegalArgumentException if the command cannot be run for this input
     */
    List<String> words(CommandInput argument, int slot);

    /** A line that does the same when it is typed into a shell. */
    String render(CommandInput argument, int slot);
}
