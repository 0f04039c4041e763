package dev.hocket.check.schedule;

import dev.hocket.check.strategy.ThreadOperation;
import org.jspecify.annotations.Nullable;

/** Is told of every step, where somebody wants to see them. */
public interface StepRecorder {
    /** This fiber goes on with the operation that it announced. */
    void picked(Fiber fiber);

    /** This fiber has done something that is no point of its own. */
    void did(Fiber fiber, ThreadOperation operation, int site, Object target);

    /** This object was made, or used without a step, at a place that may tell its name. */
    void seen(Object object, int site);

    /** A call has returned an object, or null. */
    void gave(Fiber fiber, HookSite site, @Nullable Object result);

    /** A call has returned; the result is true where it has none or another one. */
    void returned(Fiber fiber, @Nullable Object receiver, HookSite site, boolean result);
}
