package dev.hocket.jobs.exec.process;

/** The signals that are sent, and the names of those that end commands. */
public final class SignalNumbers {
    static final int KILL = 9;
    public static final int PIPE = 13;
    public static final int TERM = 15;
    static final int CHILD = 17;
    static final int CONTINUE = 18;

    private static final String[] NAMES = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
        "USR2", "PIPE", "ALRM", "TERM"
    };

    private SignalNumbers() {}

    /** The name that Linux has for a signal, such as SIGKILL. */
    public static String name(int signal) {
        return signal > 0 && signal < NAMES.length ? "SIG" + NAMES[signal] : "signal " + signal;
    }
}
