package dev.hocket;

import java.util.OptionalInt;

/** A failure that knows the exit status of what it ran; the joblog records it. */
public interface ExitStatus {

    /** The exit code; for a process ended by a signal, 128 plus the signal. */
    int exit();

    /** The signal that ended the process, where one did. */
    OptionalInt signal();
}
