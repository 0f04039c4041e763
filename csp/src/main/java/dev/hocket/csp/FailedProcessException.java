package dev.hocket.csp;

import dev.hocket.Cause;

/** A process failed, and its network ended with it. The cause is what the process threw. */
public final class FailedProcessException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String process;

    FailedProcessException(String network, String process, Throwable cause) {
        super(
                "process '%s' of network '%s' failed: %s"
                        .formatted(process, network, new Cause.Threw(cause).message()),
                cause);
        this.process = process;
    }

    /** The name of the process that failed first. */
    public String process() {
        return process;
    }
}
