package dev.hocket.jobs.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads a class and makes its instance, and says in plain words what is in the way. */
final class TaskLoading implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int IDENTITY_BYTES = 8;

    private final ClassPath classPath;

    @SuppressWarnings("serial") // a copy, which is
    private final Map<String, byte[]> compiled;

    private final @Nullable URL source;
    private final String origin;

    TaskLoading(
            ClassPath classPath,
            Map<String, byte[]> compiled,
            @Nullable Path source,
            String origin) {
        this.classPath = classPath;
        this.compiled = Map.copyOf(compiled);
        this.source = url(source);
        this.origin = origin;
    }

    /** Finds the task's class among those that a loader has. */
    interface Finder {
        Class<?> find(ClassLoader classes) throws ClassNotFoundException, TaskLoadException;
    }

    /**
     * The loader stays open for as long as the task is in use, and is closed when there is none.
     */
    LoadedTask load(Finder finder) throws TaskLoadException {
        TaskClassLoader loader =
                new TaskClassLoader(classPath, compiled, source, getClass().getClassLoader());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        boolean loaded = false;
        try {
            thread.setContextClassLoader(loader);
            Class<?> type = finder.find(loader);
            LoadedTask task = new LoadedTask(type, instance(type), loader, this);
            loaded = true;
            return task;
        } catch (ClassNotFoundException e) {
            throw new TaskLoadException(
                    "%s: class %s is missing".formatted(origin, e.getMessage()), e);
        } catch (IllegalAccessException e) {
            throw new TaskLoadException(
                    "%s can't be used: %s".formatted(origin, e.getMessage()), e);
        } catch (LinkageError e) {
            throw notLinked(e);
        } finally {
            thread.setContextClassLoader(before);
            if (!loaded) {
                close(loader);
            }
        }
    }

    /** A digest of the task's classes: of those compiled from source, or of its own and nested. */
    String identity(Class<?> type) {
        Map<String, byte[]> classes = new TreeMap<>(compiled);
        if (classes.isEmpty()) {
            for (Class<?> member : type.getNestHost().getNestMembers()) {
                classes.put(member.getName(), bytes(member));
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        classes.forEach((name, bytes) -> {
            all.writeBytes((name + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            all.writeBytes(bytes);
        });
        return HexFormat.of().formatHex(Digests.sha256(all.toByteArray()), 0, IDENTITY_BYTES);
    }

    private static byte[] bytes(Class<?> type) {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }

    private static @Nullable URL url(@Nullable Path source) {
        try {
            return source == null ? null : source.toUri().toURL();
        } catch (MalformedURLException e) {
            return null;
        }
    }

    private static void close(TaskClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            // The error that is on its way to the user says more.
        }
    }

    private Object instance(Class<?> type) throws TaskLoadException, IllegalAccessException {
        String name = TaskChoice.nameOf(type);
        String obstacle = TaskDeclaration.obstacle(type);
        if (obstacle != null) {
            throw new TaskLoadException(name + " " + obstacle);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new TaskLoadException(
                    "%s has no constructor without parameters, only %s: add %s() {}"
                            .formatted(name, constructors(type), type.getSimpleName()),
                    e);
        } catch (InaccessibleObjectException e) {
            throw new TaskLoadException(
                    "the constructor of %s is not accessible to other modules: make the class and its constructor public"
                            .formatted(name),
                    e);
        } catch (InvocationTargetException e) {
            throw threw("the constructor of " + name, e.getCause() == null ? e : e.getCause());
        } catch (ExceptionInInitializerError e) {
            throw threw("a static initializer", e.getCause() == null ? e : e.getCause());
        } catch (InstantiationException e) {
            throw new TaskLoadException(name + " can't be instantiated: " + e.getMessage(), e);
        }
    }

    private static String constructors(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .map(c ->
                        Arrays.stream(c.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ", type.getSimpleName() + "(", ")")))
                .collect(Collectors.joining(", "));
    }

    /** Says what was thrown and at which line of the user's own code. */
    private TaskLoadException threw(String what, Throwable thrown) {
        String place =
                Arrays.stream(thrown.getStackTrace())
                        .filter(f -> "task".equals(f.getClassLoaderName()))
                        .findFirst()
                        .map(f -> " (" + f.getFileName() + ":" + f.getLineNumber() + ")")
                        .orElse("");
        return new TaskLoadException(what + " threw " + thrown + place, thrown);
    }

    private TaskLoadException notLinked(LinkageError error) {
        String message =
                switch (error) {
                    case UnsupportedClassVersionError _ ->
                            "%s was compiled for a newer Java than this one (%s): %s"
                                    .formatted(origin, Runtime.version(), error.getMessage());
                    case NoClassDefFoundError _ ->
                            "%s needs a class that is not on the class path '%s': %s%s"
                                    .formatted(
                                            origin,
                                            classPath,
                                            error.getMessage(),
                                            classPath.hint());
                    default -> "%s can't be loaded: %s".formatted(origin, error);
                };
        return new TaskLoadException(message, error);
    }
}
