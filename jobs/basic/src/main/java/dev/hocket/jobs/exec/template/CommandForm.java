package dev.hocket.jobs.exec.template;

import dev.hocket.jobs.exec.CommandInput;
import java.io.File;
import java.util.List;

/**
 * The two ways in which a command is run: its own program at once, or a shell that runs a script.
 */
public sealed interface CommandForm permits DirectCommand, ShellScript {
    /**
     * The shell that runs scripts; looked up in PATH where the system has no folder of its own for
     * it.
     */
    String SHELL = File.separatorChar == '/' ? "/bin/sh" : "sh";

    /**
     * The program and its arguments for one input.
     *
     * @throws IllegalArgumentException if the command cannot be run for this input
     */
    List<String> words(CommandInput argument);

    /** A line that does the same when it is typed into a shell. */
    String render(CommandInput argument);
}
