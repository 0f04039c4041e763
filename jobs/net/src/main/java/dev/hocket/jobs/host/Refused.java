package dev.hocket.jobs.host;

/** A request that is answered with an error. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;

    /**
     * @param why what is wrong and what would be right, for the client
     */
    Refused(int status, String why) {
        super(why, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
