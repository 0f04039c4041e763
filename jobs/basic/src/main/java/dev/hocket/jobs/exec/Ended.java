package dev.hocket.jobs.exec;

/**
 * How a process ended.
 *
 * @param exit its exit code; 128 and the signal's number where a signal ended it
 * @param signal the signal that ended it; 0 for none
 */
record Ended(int exit, int signal) {

    static Ended exited(int code) {
        return new Ended(code, 0);
    }

    static Ended signalled(int signal) {
        return new Ended(128 + signal, signal);
    }
}
