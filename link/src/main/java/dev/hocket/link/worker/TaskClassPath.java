package dev.hocket.link.worker;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a worker will find the classes that a task needs: those on the class path, which
 * the worker shares, and those of the {@link URLClassLoader}s between it and the task, whose
 * locations are sent with the task.
 */
final class TaskClassPath implements Consumer<Class<?>> {
    /** What loads the classes of {@code java FILE.java}. */
    private static final String SOURCE_LAUNCHER = "com.sun.tools.javac.launcher.MemoryClassLoader";

    /** What a worker can open by itself. */
    private static final Set<String> PROTOCOLS = Set.of("file", "jar", "http", "https");

    private final List<String> path = new ArrayList<>();
    private final List<ClassLoader> sent = new ArrayList<>();
    private @Nullable String refusal;

    TaskClassPath(Object task) {
        ClassLoader each = task.getClass().getClassLoader();
        while (each instanceof URLClassLoader folders && !isShared(each)) {
            URL[] urls = folders.getURLs();
            if (!Arrays.stream(urls).allMatch(url -> PROTOCOLS.contains(url.getProtocol()))) {
                break;
            }
            sent.add(each);
            path.addAll(Arrays.stream(urls).map(URL::toString).toList());
            each = each.getParent();
        }
        accept(task.getClass());
    }

    /** Where classes are, beyond the class path of this process. */
    List<String> path() {
        return path;
    }

    /** Why a worker will not find all classes, or null. */
    @Nullable String refusal() {
        return refusal;
    }

    @Override
    public void accept(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        ClassLoader loader = element.getClassLoader();
        if (loader == null || isShared(loader) || sent.contains(loader) || isOnClassPath(element)) {
            return;
        }
        if (loader.getClass().getName().equals(SOURCE_LAUNCHER)) {
            refusal =
                    "java FILE.java keeps classes in memory, where other processes cannot find"
                            + " them; compile the file first, with javac, or give it to hocket run";
        } else {
            refusal =
                    ("its class %s was loaded by %s, where other processes cannot find it; put it"
                         + " on the class path, or load the task with a URLClassLoader over files"
                         + " or jars")
                            .formatted(element.getName(), loader.getClass().getName());
        }
    }

    /** Whether a loader stands for the class path or the JDK. */
    private static boolean isShared(ClassLoader loader) {
        return loader.equals(ClassLoader.getSystemClassLoader())
                || loader.equals(ClassLoader.getPlatformClassLoader())
                || loader.equals(WorkerMain.class.getClassLoader());
    }

    private static boolean isOnClassPath(Class<?> type) {
        return ClassLoader.getSystemResource(type.getName().replace('.', '/') + ".class") != null;
    }
}
