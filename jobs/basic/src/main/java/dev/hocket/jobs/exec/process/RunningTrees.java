package dev.hocket.jobs.exec.process;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * The process trees that run now, so that none outlives the JVM: when it ends, by an interrupt from
 * the terminal say, all are ended. They would not notice themselves, because a group of its own
 * gets no signals from the terminal.
 *
 * <p>How a command ended that was ended for this reason is no outcome: whoever recorded it would
 * record a failure that is none. So its thread is told nothing, and waits for the end of the JVM or
 * for its interruption, by which a run cancels it.
 */
public final class RunningTrees {
    private static final Set<ProcessTree> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Set<ProcessTree> ENDED = ConcurrentHashMap.newKeySet();
    private static volatile boolean closing;

    static {
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(RunningTrees::endAll, "hocket-ending-all"));
        } catch (IllegalStateException ending) {
            closing = true;
        }
    }

    private RunningTrees() {}

    /** Does nothing but load this class, and so begin to watch for the end. */
    static void load() {}

    /** To be called before a process is started, so that none starts unseen. */
    static void check() throws ProgramEnding {
        if (closing) {
            throw new ProgramEnding();
        }
    }

    static void add(ProcessTree tree) {
        RUNNING.add(tree);
        if (closing) {
            ENDED.add(tree);
            tree.kill();
        }
    }

    /**
     * To be called when a tree has ended.
     *
     * @return whether it was ended here
     */
    static boolean remove(ProcessTree tree) {
        RUNNING.remove(tree);
        return ENDED.remove(tree);
    }

    /** How many run now. */
    static int count() {
        return RUNNING.size();
    }

    private static void endAll() {
        closing = true;
        List<ProcessTree> trees = List.copyOf(RUNNING);
        ENDED.addAll(trees);
        if (!trees.isEmpty()) {
            TreeTermination.end(trees);
        }
    }

    /** The program ends, and the command was ended, or is not started, for this reason alone. */
    static final class ProgramEnding extends IOException {
        private static final long serialVersionUID = 1;

        ProgramEnding() {
            super("the program is ending");
        }

        /** Waits for the end of the JVM, or for the interruption of this thread. */
        InterruptedException awaited() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException cancelled) {
                return cancelled;
            }
            return new InterruptedException();
        }
    }
}
