package dev.hocket.jobs.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The source of a user's task: a Java source file, or a class on a class path. Immutable.
 *
 * <pre>{@code
 * try (LoadedTask shout = TaskSource.of("Shout.java").cache(CacheFolder.ofUser()).load()) {
 *     Object output = shout.textTask().run("hello");
 * }
 * }</pre>
 *
 * <p>A source file is compiled in memory by the running JDK, against the kernel and the class path,
 * together with the other source files that it needs from its own folders. The task in it is the
 * class that implements {@link dev.hocket.Task}, otherwise {@link dev.hocket.AsyncTask}, otherwise
 * {@link java.util.function.Function}, otherwise a class with one method {@code run} that has one
 * parameter, as in a file that contains only {@code String run(String s) {...}}. A function or
 * method that returns a {@link java.util.concurrent.CompletionStage} is a non-blocking task.
 */
public final class TaskSource {
    private static final String SOURCE = ".java";
    private static final int CACHED_SOURCES = 100;
    private static final Pattern CLASS_NAME =
            Pattern.compile(
                    "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
                            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    private final String given;
    private final @Nullable String task;
    private final @Nullable String classPath;
    private final @Nullable Path cache;

    private TaskSource(
            String given, @Nullable String task, @Nullable String classPath, @Nullable Path cache) {
        this.given = given;
        this.task = task;
        this.classPath = classPath;
        this.cache = cache;
    }

    /**
     * Creates a source from {@code FILE.java}, {@code CLASS}, or either with {@code #NAME} to
     * choose one of several tasks. It is looked up only when it is loaded.
     */
    public static TaskSource of(String given) {
        int hash = given.lastIndexOf('#');
        return hash < 0 || given.endsWith(SOURCE)
                ? new TaskSource(given, null, null, null)
                : new TaskSource(given.substring(0, hash), given.substring(hash + 1), null, null);
    }

    /**
     * The same, for the task of this name: {@code Shout}, or {@code Outer.Inner} for a nested
     * class.
     */
    public TaskSource task(String name) {
        return new TaskSource(given, name, classPath, cache);
    }

    /**
     * The same with a class path in the syntax of {@code java --class-path}. The default is the
     * environment variable {@code CLASSPATH}, or otherwise the current folder.
     */
    public TaskSource classPath(String text) {
        return new TaskSource(given, task, text, cache);
    }

    /** The same with a folder that stores compiled sources; see {@link CacheFolder#ofUser()}. */
    public TaskSource cache(Path folder) {
        return new TaskSource(given, task, classPath, folder);
    }

    /**
     * Compiles or finds the class, and creates its only instance.
     *
     * @throws TaskCompilationException if the source does not compile
     * @throws TaskLoadException if there is no such file or class, if it contains no task or
     *     several, if the constructor is missing or throws, or if text cannot be converted to its
     *     inputs
     */
    public LoadedTask load() throws TaskLoadException {
        return given.endsWith(SOURCE) ? loadSource() : loadClass();
    }

    /**
     * Compiles the source file without looking for a task in it.
     *
     * @throws TaskCompilationException if it does not compile
     * @throws TaskLoadException if it cannot be read, or is not a source file
     */
    public CompiledFile compile() throws TaskLoadException {
        ClassPath path = classPathOr("");
        SourceText source = SourceText.read(file());
        return new CompiledFile(source.stem(), compile(source, path), path);
    }

    private LoadedTask loadSource() throws TaskLoadException {
        ClassPath path = classPathOr("");
        SourceText source = SourceText.read(file());
        CompiledSource compiled = compile(source, path);
        TaskLoading loading = new TaskLoading(path, compiled.classes(), source.file(), given);
        return loading.load(classes -> {
            List<Class<?>> all = new ArrayList<>();
            for (String name : compiled.own()) {
                all.add(classes.loadClass(name));
            }
            return new TaskChoice(given, source.stem(), all).choose(task);
        });
    }

    private CompiledSource compile(SourceText source, ClassPath path) throws TaskLoadException {
        SourceCompiler compiler = new SourceCompiler(path);
        Optional<String> key = cache == null ? Optional.empty() : CompileCache.key(source, path);
        if (cache == null || key.isEmpty()) {
            return compiler.compile(source);
        }
        CompileCache kept = new CompileCache(cache, CACHED_SOURCES);
        Optional<CompiledSource> found = kept.find(key.get());
        if (found.isPresent()) {
            return found.get();
        }
        CompiledSource compiled = compiler.compile(source);
        kept.keep(key.get(), compiled);
        return compiled;
    }

    private LoadedTask loadClass() throws TaskLoadException {
        if (!CLASS_NAME.matcher(given).matches() || given.endsWith(".class")) {
            throw new TaskLoadException(
                    "'%s' is neither a Java source file (FILE.java) nor the name of a class (com.acme.Shout%s)"
                            .formatted(given, " with --class-path FOLDER or JAR"));
        }
        ClassPath path = classPathOr(".");
        TaskLoading loading = new TaskLoading(path, Map.of(), null, given);
        return loading.load(classes -> {
            Class<?> found = find(classes, path);
            List<Class<?>> all = new ArrayList<>(List.of(found));
            all.addAll(List.of(found.getDeclaredClasses()));
            return new TaskChoice(given, found.getSimpleName(), all).choose(task);
        });
    }

    /**
     * Finds a class by its name, {@code a.Outer.Inner} being a nested class where it is no other.
     */
    private Class<?> find(ClassLoader classes, ClassPath path) throws TaskLoadException {
        String name = given;
        while (true) {
            try {
                return classes.loadClass(name);
            } catch (ClassNotFoundException e) {
                int dot = name.lastIndexOf('.');
                if (dot < 0) {
                    throw notFound(path);
                }
                name = name.substring(0, dot) + "$" + name.substring(dot + 1);
            }
        }
    }

    private TaskLoadException notFound(ClassPath path) {
        String jars = path.hint();
        String hint =
                Files.exists(Path.of(given + SOURCE))
                        ? "; the source file is named " + given + SOURCE
                        : jars.isEmpty()
                                ? "; name the folder or jar that has it with --class-path"
                                : jars;
        return new TaskLoadException(
                "class %s is not on the class path '%s'%s".formatted(given, path, hint));
    }

    private ClassPath classPathOr(String otherwise) throws TaskLoadException {
        if (classPath != null) {
            return ClassPath.parse(classPath);
        }
        String inherited = System.getenv("CLASSPATH");
        String text = inherited == null || inherited.isBlank() ? otherwise : inherited;
        return text.isEmpty() ? ClassPath.EMPTY : ClassPath.lenient(text);
    }

    private Path file() throws TaskLoadException {
        try {
            return Path.of(given.replace('/', File.separatorChar));
        } catch (InvalidPathException e) {
            throw new TaskLoadException(
                    "'" + given + "' can't be the name of a file: " + e.getReason(), e);
        }
    }
}
