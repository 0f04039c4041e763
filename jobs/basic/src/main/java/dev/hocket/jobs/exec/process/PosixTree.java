package dev.hocket.jobs.exec.process;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * A process group, and those descendants that have left it for one of their own.
 *
 * <p>A group keeps its number while it has a member, and no process gets a number that a group has.
 * Once {@link #reaped} was called the number may be given to another process when the system has
 * been through all the others; what is left of the group is looked for every few milliseconds until
 * then, so that cannot happen unseen.
 */
final class PosixTree implements ProcessTree {
    private static final MemorySegment KILL = Libc.function("kill");

    private final int group;
    private final List<ProcessHandle> followed = new ArrayList<>();
    private final List<ProcessHandle> members = new ArrayList<>();
    private final List<ProcessHandle> others = new ArrayList<>();
    private boolean terminated;
    private volatile boolean reaped;

    /**
     * @param group the number of the group, which is that of the process that leads it
     */
    PosixTree(int group) {
        this.group = group;
    }

    /**
     * To be called when the process that leads the group was waited for, and its number is free.
     */
    void reaped() {
        reaped = true;
    }

    @Override
    public synchronized void terminate() {
        if (reaped || terminated) {
            return;
        }
        follow();
        ask();
    }

    /** Takes note of all descendants there are; once their parents have ended nobody can. */
    void follow() {
        ProcessHandle.of(group).ifPresent(leader -> leader.descendants().forEach(followed::add));
    }

    /**
     * Asks all to end. Only who is in no other group now has got the signal that went to the group:
     * any of them may have left since it was noted.
     */
    void ask() {
        terminated = true;
        signal(SignalNumbers.TERM);
        // A stopped process would not see the signal before it continues.
        signal(SignalNumbers.CONTINUE);
        followed.stream().filter(this::left).forEach(others::add);
        others.forEach(ProcessHandle::destroy);
        ProcessHandle.allProcesses().filter(this::belongs).forEach(members::add);
    }

    private boolean left(ProcessHandle process) {
        ProcStat stat = ProcStat.of(process.pid());
        return stat != null && stat.group() != group;
    }

    private boolean belongs(ProcessHandle process) {
        ProcStat stat = ProcStat.of(process.pid());
        return stat != null && stat.group() == group;
    }

    @Override
    public synchronized void kill() {
        if (!reaped || (terminated && groupExists())) {
            signal(SignalNumbers.KILL);
        }
        others.forEach(ProcessHandle::destroyForcibly);
    }

    /**
     * Whether anything still runs that did so when it was asked to end. A group whose members have
     * all ended exists on for as long as their parent does not ask how: who looks after orphans in
     * a container may never do.
     */
    @Override
    public synchronized boolean alive() {
        return run(others) || (groupExists() && (!reaped || run(members)));
    }

    private static boolean run(List<ProcessHandle> processes) {
        return processes.stream().anyMatch(process -> ProcStat.runs(process.pid()));
    }

    private boolean groupExists() {
        return signal(0) == 0;
    }

    private int signal(int number) {
        return Libc.call(KILL, NativeMemory.allocate(4).segment(), -group, number, 0);
    }
}
