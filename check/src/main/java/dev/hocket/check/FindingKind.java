package dev.hocket.check;

/** What is wrong with a test that was checked. */
public enum FindingKind {
    /**
     * Threads wait for each other in a circle, or wait for what an ended or waiting thread holds.
     */
    DEADLOCK("Deadlock"),
    /** A thread waits to be told something, and no thread is left that could tell it. */
    MISSED_SIGNAL("Missed signal"),
    /** The test threw: an assertion, or any other exception. */
    FAILURE("Failure"),
    /** A thread that the test started ended with an exception that nobody handles. */
    UNCAUGHT("Uncaught exception"),
    /** Two threads access the same variable, one of them writes, and nothing orders the two. */
    DATA_RACE("Data race"),
    /** Threads keep running without an end, although the schedule is fair. */
    LIVELOCK("Livelock"),
    /** A thread does not come to its turn, although the schedule is fair, while others go on. */
    STARVATION("Starvation"),
    /** The test has ended, and threads that it started have not. */
    LEFT_RUNNING("Threads left running"),
    /** The same schedule did not lead to the same steps: something outside of control decides. */
    NOT_DETERMINISTIC("Not deterministic"),
    /** The test waits for something that the checker does not control. */
    OUT_OF_CONTROL("Out of control");

    private final String title;

    FindingKind(String title) {
        this.title = title;
    }

    /** The word or two that a report starts with. */
    public String title() {
        return title;
    }
}
