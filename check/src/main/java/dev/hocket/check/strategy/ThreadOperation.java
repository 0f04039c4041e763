package dev.hocket.check.strategy;

/** What a thread does at a scheduling point. */
public enum ThreadOperation {
    BEGIN("starts"),
    READ("reads"),
    WRITE("writes"),
    ENTER("locks"),
    EXIT("unlocks"),
    WAIT("waits on"),
    NOTIFY("notifies"),
    NOTIFY_ALL("notifies all on"),
    CALL("calls"),
    START("starts"),
    JOIN("joins"),
    PARK("parks"),
    UNPARK("unparks"),
    SLEEP("sleeps"),
    YIELD("yields"),
    INTERRUPT("interrupts"),
    INITIALISE("runs");

    private final String verb;

    ThreadOperation(String verb) {
        this.verb = verb;
    }

    public String verb() {
        return verb;
    }
}
