package dev.hocket.jobs.run;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one task among some classes.
 *
 * <p>A Task comes before an AsyncTask and that before a Function, and each before a class that only
 * has a method {@code run}; a top-level class before a nested one. Where that leaves several, the
 * one named like the file, or the only public one, is meant; else the user has to choose.
 */
final class TaskChoice {
    private static final String EXAMPLE =
            """
            A task looks like this:

                public class Shout implements dev.hocket.Task<String, String> {
                    public String run(String input) { return input.toUpperCase(); }
                }

            or, in a file that has nothing else, like this:

                String run(String input) { return input.toUpperCase(); }\
            """;

    private final String origin;
    private final String stem;
    private final List<Class<?>> classes;

    /**
     * @param origin what the classes come from, as the user wrote it
     * @param stem the name that a main class would have
     * @param classes those to choose from; without names of their own (anonymous, local) they don't
     *     count
     */
    TaskChoice(String origin, String stem, List<Class<?>> classes) {
        this.origin = origin;
        this.stem = stem;
        this.classes =
                classes.stream()
                        .filter(c -> !c.isAnonymousClass() && !c.isLocalClass() && !c.isSynthetic())
                        .toList();
    }

    /** The class that the user asked for by name, or without a name the one that there is. */
    Class<?> choose(@Nullable String name) throws TaskLoadException {
        return name == null ? only() : named(name);
    }

    private Class<?> named(String name) throws TaskLoadException {
        List<Class<?>> matching =
                where(c ->
                        c.getSimpleName().equals(name)
                                || nameOf(c).equals(name)
                                || c.getName().equals(name));
        if (matching.isEmpty()) {
            throw new TaskLoadException(
                    "%s has no class %s; it has %s".formatted(origin, name, names(classes)));
        }
        if (matching.size() > 1) {
            throw new TaskLoadException(
                    "%s has several classes %s: choose one of %s"
                            .formatted(origin, name, names(matching)));
        }
        Class<?> chosen = matching.getFirst();
        if (!TaskDeclaration.fits(chosen)) {
            throw none(matching);
        }
        return chosen;
    }

    private Class<?> only() throws TaskLoadException {
        List<Class<?>> implementing = new ArrayList<>();
        for (TaskDeclaration form : TaskDeclaration.values()) {
            List<Class<?>> fitting = where(form::fitsClass);
            List<Class<?>> complete =
                    fitting.stream().filter(c -> TaskDeclaration.obstacle(c) == null).toList();
            if (!complete.isEmpty()) {
                return oneOf(complete);
            }
            implementing.addAll(fitting);
        }
        if (!implementing.isEmpty()) {
            Class<?> first = implementing.getFirst();
            throw new TaskLoadException(nameOf(first) + " " + TaskDeclaration.obstacle(first));
        }
        throw none(classes);
    }

    private Class<?> oneOf(List<Class<?>> tasks) throws TaskLoadException {
        List<Class<?>> topLevel =
                tasks.stream().filter(c -> c.getEnclosingClass() == null).toList();
        List<Class<?>> pool = mostDerived(topLevel.isEmpty() ? tasks : topLevel);
        if (pool.size() == 1) {
            return pool.getFirst();
        }
        for (Predicate<Class<?>> preference : preferences()) {
            List<Class<?>> preferred = pool.stream().filter(preference).toList();
            if (preferred.size() == 1) {
                return preferred.getFirst();
            }
        }
        throw new TaskLoadException(
                String.format(
                        Locale.ROOT,
                        "%s has %d tasks, %s: choose one with %s#%s or --task %s",
                        origin,
                        pool.size(),
                        names(pool),
                        origin,
                        nameOf(pool.getFirst()),
                        nameOf(pool.getFirst())));
    }

    /** Without those that are there to be extended by a public one. */
    private static List<Class<?>> mostDerived(List<Class<?>> tasks) {
        return tasks.stream()
                .filter(base ->
                        Modifier.isPublic(base.getModifiers())
                                || tasks.stream().noneMatch(each -> extendsPublicly(each, base)))
                .toList();
    }

    private static boolean extendsPublicly(Class<?> type, Class<?> base) {
        return type != base
                && base.isAssignableFrom(type)
                && Modifier.isPublic(type.getModifiers());
    }

    private List<Predicate<Class<?>>> preferences() {
        return List.of(
                c -> c.getSimpleName().equals(stem), c -> Modifier.isPublic(c.getModifiers()));
    }

    private TaskLoadException none(List<Class<?>> found) {
        for (Class<?> each : found) {
            String unfit = TaskDeclaration.unfit(each);
            if (unfit != null) {
                return new TaskLoadException(nameOf(each) + " " + unfit);
            }
        }
        String what =
                found.isEmpty()
                        ? "it has no classes"
                        : names(found)
                                + (found.size() == 1 ? " implements" : " implement")
                                + " neither dev.hocket.Task, dev.hocket.AsyncTask nor"
                                + " java.util.function.Function";
        return new TaskLoadException(origin + " has no task: " + what + ". " + EXAMPLE);
    }

    private List<Class<?>> where(Predicate<Class<?>> condition) {
        return classes.stream().filter(condition).toList();
    }

    private static String names(List<Class<?>> classes) {
        return classes.stream().map(TaskChoice::nameOf).collect(Collectors.joining(", "));
    }

    /** A class's name as one writes it in source, without its package: {@code Outer.Inner}. */
    static String nameOf(Class<?> type) {
        String name = Objects.requireNonNullElse(type.getCanonicalName(), type.getName());
        String folder = type.getPackageName();
        return folder.isEmpty() ? name : name.substring(folder.length() + 1);
    }
}
