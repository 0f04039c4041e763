package dev.hocket.testkit;

import dev.hocket.Engine;

/** What every engine holds: one subclass for each engine. */
public abstract class EngineContract implements PlanClauses {
    /** For subclasses. */
    protected EngineContract() {}

    @Override
    public abstract Engine open(int width);
}
