package dev.hocket.check.hooks;

import dev.hocket.check.schedule.ClassInitialiser;
import dev.hocket.check.schedule.Fiber;
import dev.hocket.check.schedule.HookSite;
import dev.hocket.check.schedule.InitialisationModel;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls where the JVM would initialise a class. Public only because the test's
 * classes must reach it; not to be called by hand.
 */
public final class ClassHooks {
    private ClassHooks() {}

    /** At the start of a static method or a constructor of a class with an initialiser. */
    public static void use(int initialiser, int site) {
        Fiber fiber = ControlHooks.fiber();
        if (fiber == null || !fiber.hasUsed(initialiser)) {
            use(fiber, ClassInitialiser.of(initialiser), site);
        }
    }

    /** Before an object of another class is made, or a variable used that needs no step. */
    public static void touch(Class<?> from, int site) {
        ClassInitialiser initialiser = HookSite.of(site).ownersInitialiser(from.getClassLoader());
        if (initialiser != null) {
            use(ControlHooks.fiber(), initialiser, site);
        }
    }

    /** After a class was found by its name and, if told so, initialised. */
    public static void found(Class<?> type, boolean initialised) {
        ClassInitialiser initialiser = initialised ? ClassInitialiser.of(type) : null;
        if (initialiser != null) {
            use(ControlHooks.fiber(), initialiser, HookSite.NONE);
        }
    }

    /** Before a variable is read or written by reflection. */
    static void reflect(Object receiver) {
        if (receiver instanceof Field field && Modifier.isStatic(field.getModifiers())) {
            found(field.getDeclaringClass(), true);
        }
    }

    static void use(@Nullable Fiber fiber, ClassInitialiser initialiser, int site) {
        if (fiber == null) {
            initialiser.runOutside();
        } else {
            InitialisationModel.use(ControlHooks.scheduler(), fiber, initialiser, site);
        }
    }
}
