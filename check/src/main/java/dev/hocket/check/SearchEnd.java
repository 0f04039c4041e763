package dev.hocket.check;

/** Why a search ended. */
public enum SearchEnd {
    /** Something was found. */
    FOUND("something was found"),
    /** There is no schedule left that was not tried. */
    ALL_TRIED("there is no other interleaving left to try"),
    /** As many schedules ran as were asked for. */
    SCHEDULES("that many schedules were asked for"),
    /** The time was over. */
    BUDGET("the time was over"),
    /** Too many problems did not show again in the same schedule. */
    NOT_REPEATED("too many problems did not show again in the same schedule"),
    /** It was only one schedule, to be replayed. */
    REPLAYED("it was a replay");

    private final String reason;

    SearchEnd(String reason) {
        this.reason = reason;
    }

    /** The reason, as the end of a sentence. */
    public String reason() {
        return reason;
    }
}
