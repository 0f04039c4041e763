package dev.hocket.jobs.exec.process;

/**
 * How a process ended.
 *
 * @param exit its exit code; 128 and the signal's number where a signal ended it
 * @param signal the signal that ended it; 0 for none
 */
public record ProcessEnd(int exit, int signal) {

    public static ProcessEnd exited(int code) {
        return new ProcessEnd(code, 0);
    }

    public static ProcessEnd signalled(int signal) {
        return new ProcessEnd(128 + signal, signal);
    }
}
