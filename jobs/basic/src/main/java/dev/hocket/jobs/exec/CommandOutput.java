package dev.hocket.jobs.exec;

/** The two streams that a command writes to. */
public enum CommandOutput {
    STDOUT,
    STDERR
}
