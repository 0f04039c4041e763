package dev.hocket.site;

/** A request that is answered with an error. */
final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String why;

    /**
     * @param why what is wrong and what would be right, for the client
     */
    RefusedRequestException(int status, String why) {
        super(why, null, false, false);
        this.status = status;
        this.why = why;
    }

    String why() {
        return why;
    }

    int status() {
        return status;
    }
}
