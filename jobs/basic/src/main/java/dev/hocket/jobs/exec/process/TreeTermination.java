package dev.hocket.jobs.exec.process;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends process trees: all are asked to end and get {@link #GRACE} to clean up (gzip removes the
 * file it has half written), then what still runs is killed.
 *
 * <p>The grace is well below the second after which a run gives up a thread that does not answer
 * its interruption.
 */
final class TreeTermination {
    static final Duration GRACE = Duration.ofMillis(500);

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private TreeTermination() {}

    /** Begins to end {@code tree} on a thread of its own. */
    static TreeTermination begin(ProcessTree tree) {
        TreeTermination ending = new TreeTermination();
        Thread.ofPlatform().daemon().name("hocket-ending").start(() -> ending.run(tree));
        return ending;
    }

    private void run(ProcessTree tree) {
        try {
            end(List.of(tree));
        } finally {
            ended.complete(null);
        }
    }

    /** Waits until the tree has ended or was killed, even if this thread is interrupted. */
    void await() {
        ended.join();
    }

    /** Ends all of {@code trees}, which takes no longer than the grace. */
    static void end(Collection<? extends ProcessTree> trees) {
        trees.forEach(ProcessTree::terminate);
        long deadline = System.nanoTime() + GRACE.toNanos();
        long pause = TimeUnit.MILLISECONDS.toNanos(1);
        while (trees.stream().anyMatch(ProcessTree::alive) && System.nanoTime() < deadline) {
            try {
                TimeUnit.NANOSECONDS.sleep(pause);
            } catch (InterruptedException e) {
                break;
            }
            pause = Math.min(2 * pause, TimeUnit.MILLISECONDS.toNanos(16));
        }
        trees.forEach(ProcessTree::kill);
    }
}
