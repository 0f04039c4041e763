package dev.hocket.http;

import java.io.IOException;
import java.io.Serial;

/** An exchange failed. The message names the URL, the problem and, if there is one, the remedy. */
public final class HttpException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final Reason reason;

    /** What went wrong. */
    public enum Reason {
        /**
         * No connection could be made: the name is unknown, or the server refuses or does not
         * respond.
         */
        CONNECT(true),
        /** The server sent nothing for longer than the time allowed. */
        STALLED(true),
        /** The connection ended before the answer was whole. */
        TRUNCATED(true),
        /** The answer breaks the rules of HTTP. */
        MALFORMED(true),
        /** The answer goes beyond a limit of this client. */
        TOO_LARGE(false),
        /** Redirects that go round, too far, or where this client does not go. */
        REDIRECT(false),
        /** The certificate or the protocol of a TLS connection cannot be trusted. */
        TLS(false),
        /** The client was closed meanwhile. */
        CLOSED(false);

        private final boolean passing;

        Reason(boolean passing) {
            this.passing = passing;
        }

        /** Whether the failure is transient. */
        public boolean isPassing() {
            return passing;
        }
    }

    /**
     * A failure.
     *
     * @param reason what went wrong
     * @param message the problem in words
     */
    public HttpException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    HttpException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
