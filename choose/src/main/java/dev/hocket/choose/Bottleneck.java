package dev.hocket.choose;

/** The reason why a job is not faster. */
public enum Bottleneck {
    /** All cores are busy with the task's own work. */
    CPU("the CPU"),
    /** The task waits for something outside: a disk, a network, a timer. */
    WAITING("waiting"),
    /** Attempts wait for each other at a lock. */
    LOCK("a lock"),
    /** Dispatching a task costs about as much as running it. */
    TASK_TOO_SMALL("the size of the tasks"),
    /** The rate that the job sets. */
    RATE("the job's own rate"),
    /**
     * Lanes slow each other down without a visible lock: memory bandwidth, caches, a shared device.
     */
    SHARED("a resource that the lanes share"),
    /** No input succeeds, so there is nothing to measure. */
    FAILING("failure");

    private final String words;

    Bottleneck(String words) {
        this.words = words;
    }

    /** The bottleneck in a sentence, such as {@code the CPU}. */
    public String words() {
        return words;
    }
}
