package dev.hocket.jobs.exec.process;

import java.util.ArrayList;
import java.util.List;

/**
 * A process and its descendants, as far as the JDK can name them: those whose parents have not
 * ended before them.
 */
final class HandleTree implements ProcessTree {
    private final ProcessHandle root;
    private final List<ProcessHandle> descendants = new ArrayList<>();

    HandleTree(ProcessHandle root) {
        this.root = root;
    }

    @Override
    public synchronized void terminate() {
        root.descendants().forEach(descendants::add);
        root.destroy();
        descendants.forEach(ProcessHandle::destroy);
    }

    @Override
    public synchronized void kill() {
        root.descendants().forEach(descendants::add);
        root.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public synchronized boolean alive() {
        return root.isAlive() || descendants.stream().anyMatch(ProcessHandle::isAlive);
    }
}
