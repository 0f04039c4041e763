package dev.hocket;

import java.util.OptionalInt;

/** A failure that has the exit status of a process; the joblog records it. */
public interface ExitStatus {

    /** The exit code; for a process ended by a signal, 128 plus the signal. */
    int exit();

    /** The signal that ended the process, if one did. */
    OptionalInt signal();
}
