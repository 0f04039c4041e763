package dev.hocket.check.schedule;

import dev.hocket.check.strategy.ThreadOperation;

/**
 * The initialisation of classes, as the JVM does it (JLS 12.4.2): at the first use, by the thread
 * that uses the class, after its superclass; other threads wait until it is done; if the
 * initialiser throws, the class stays unusable. Where an initialiser calls other code, beginning it
 * is a step, and waiting for it an edge of the wait-for graph.
 */
public final class InitialisationModel {
    private InitialisationModel() {}

    /** Before a class is used: comes back when it is initialised, or by this very thread. */
    public static void use(
            Scheduler scheduler, Fiber fiber, ClassInitialiser initialiser, int site) {
        if (fiber.hasUsed(initialiser.number)) {
            return;
        }
        Initialisation state = scheduler.initialisation(initialiser);
        if (state.owner == fiber) {
            return;
        }
        boolean free = state.owner == null;
        boolean begun = state.done || state.failure != null;
        if (!begun && (fiber.quiet == 0 ? !initialiser.simple : !free)) {
            await(scheduler, fiber, initialiser, state, site);
        }
        Throwable failure = state.failure;
        if (failure != null) {
            throw unusable(initialiser, failure);
        }
        if (!state.done) {
            run(scheduler, fiber, initialiser, state, site);
        }
        scheduler.memory.acquire(fiber, initialiser);
        fiber.use(initialiser.number);
    }

    /** Whether the thread is the one that initialises the class, whose variables no other sees. */
    public static boolean initialises(
            Scheduler scheduler, Fiber fiber, ClassInitialiser initialiser) {
        return scheduler.initialisation(initialiser).owner == fiber;
    }

    private static void await(
            Scheduler scheduler,
            Fiber fiber,
            ClassInitialiser initialiser,
            Initialisation state,
            int site) {
        scheduler.announce(fiber, ThreadOperation.INITIALISE, site, initialiser, 0);
        fiber.state = Fiber.State.INITIALISING;
        fiber.initialisation = state;
        scheduler.giveWay(fiber);
        fiber.state = Fiber.State.READY;
        fiber.initialisation = null;
    }

    private static void run(
            Scheduler scheduler,
            Fiber fiber,
            ClassInitialiser initialiser,
            Initialisation state,
            int site) {
        state.owner = fiber;
        fiber.held.add(initialiser);
        fiber.quiet += initialiser.simple ? 1 : 0;
        try {
            ClassInitialiser parent = initialiser.parent();
            if (parent != null) {
                use(scheduler, fiber, parent, site);
            }
            initialiser.run();
            state.done = true;
        } catch (Scheduler.Escape e) {
            throw e;
        } catch (Throwable e) {
            state.failure = e;
            throw e instanceof Error error ? error : new ExceptionInInitializerError(e);
        } finally {
            fiber.quiet -= initialiser.simple ? 1 : 0;
            fiber.held.remove(fiber.held.lastIndexOf(initialiser));
            state.owner = null;
            scheduler.memory.release(fiber, initialiser);
        }
    }

    private static NoClassDefFoundError unusable(ClassInitialiser initialiser, Throwable failure) {
        NoClassDefFoundError error =
                new NoClassDefFoundError("Could not initialize class " + initialiser.name);
        error.initCause(new ExceptionInInitializerError(failure));
        return error;
    }
}
