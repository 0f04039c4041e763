package dev.hocket.check;

/** Is told of every step, where somebody wants to see them. */
interface Recorder {
    /** This fiber goes on with the operation that it announced. */
    void picked(Fiber fiber);

    /** This fiber has done something that is no point of its own. */
    void did(Fiber fiber, Operation operation, int site, Object target);
}
