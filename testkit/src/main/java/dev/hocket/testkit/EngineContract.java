package dev.hocket.testkit;

import dev.hocket.Engine;

/** What every engine holds: one subclass for each engine. */
public abstract class EngineContract
        implements LaneClauses, DeadlineClauses, PolicyClauses, PlanClauses {
    /** For subclasses. */
    protected EngineContract() {}

    @Override
    public abstract Engine open(int width);

    @Override
    public abstract void checkLane(Thread lane, Thread consumer);
}
