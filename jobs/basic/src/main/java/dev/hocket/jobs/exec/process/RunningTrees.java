package dev.hocket.jobs.exec.process;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The process trees that run now, so that none outlives the JVM: when it ends, by an interrupt from
 * the terminal say, all are ended. They would not notice themselves, because a group of its own
 * gets no signals from the terminal.
 */
final class RunningTrees {
    private static final Set<ProcessTree> RUNNING = ConcurrentHashMap.newKeySet();
    private static volatile boolean closing;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RunningTrees::endAll, "hocket-ending-all"));
    }

    private RunningTrees() {}

    /** To be called before a process is started, so that none starts unseen. */
    static void check() {
        if (closing) {
            throw new IllegalStateException(
                    "no command is started any more: this program is ending");
        }
    }

    static void add(ProcessTree tree) {
        RUNNING.add(tree);
        if (closing) {
            tree.kill();
        }
    }

    static void remove(ProcessTree tree) {
        RUNNING.remove(tree);
    }

    private static void endAll() {
        closing = true;
        List<ProcessTree> trees = List.copyOf(RUNNING);
        if (!trees.isEmpty()) {
            TreeTermination.end(trees);
        }
    }
}
