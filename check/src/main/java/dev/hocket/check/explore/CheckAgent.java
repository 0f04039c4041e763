package dev.hocket.check.explore;

import dev.hocket.check.schedule.DebugBaton;
import dev.hocket.check.schedule.StaticState;
import dev.hocket.check.schedule.ThreadInternals;
import dev.hocket.check.weave.JdkEdits;
import dev.hocket.check.weave.Weaver;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the JVM starts the agent: in the child JVM in which a test is checked. */
public final class CheckAgent {
    private static final Set<Class<?>> EDITED = new HashSet<>();
    private static final List<String> NEEDED =
            List.of(
                    "java.util.concurrent.locks.AbstractQueuedSynchronizer",
                    "java.util.concurrent.locks.AbstractQueuedLongSynchronizer",
                    "java.util.concurrent.locks.LockSupport",
                    "java.util.concurrent.FutureTask",
                    "java.util.concurrent.CountedCompleter",
                    "java.util.concurrent.ForkJoinPool",
                    "java.util.concurrent.CompletableFuture",
                    "java.util.concurrent.ThreadPoolExecutor");
    private static @Nullable Instrumentation instrumentation;
    static @Nullable String problem;

    private CheckAgent() {}

    /** Takes over the classes that are loaded already, and all that will be. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            problem = DebugBaton.WANTED ? null : ThreadInternals.selfTest();
            Weaver.warmUp();
            Weaver weaver = new Weaver();
            instrumentation.addTransformer(weaver, true);
            for (String name : NEEDED) {
                Class.forName(name, false, null);
            }
            CheckAgent.instrumentation = instrumentation;
            StaticState.remember();
            retransform();
        } catch (ReflectiveOperationException
                | java.io.IOException
                | UnmodifiableClassException
                | RuntimeException
                | LinkageError e) {
            problem = e + (e.getCause() == null ? "" : ": " + e.getCause());
        }
    }

    /** Edits what was loaded unseen: while a class is being woven, the JVM shows no other. */
    static void retransform() throws UnmodifiableClassException {
        Instrumentation instrumentation = Objects.requireNonNull(CheckAgent.instrumentation);
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (JdkEdits.wants(type.getName().replace('.', '/'))
                    && instrumentation.isModifiableClass(type)
                    && JdkEdits.matters(type)
                    && EDITED.add(type)) {
                loaded.add(type);
            }
        }
        if (!loaded.isEmpty()) {
            instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
        }
    }
}
