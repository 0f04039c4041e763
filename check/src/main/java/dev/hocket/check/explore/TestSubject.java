package dev.hocket.check.explore;

import dev.hocket.check.Scenario;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The test that is run: a method of a class, on a new object each time, with what JUnit would run
 * before and after.
 */
public final class TestSubject {
    private final @Nullable Scenario scenario;
    private final @Nullable Class<?> type;
    private final List<Method> methods = new ArrayList<>();

    /** The package of the test's class. */
    String home() {
        Class<?> of =
                type != null ? type : scenario != null ? scenario.getClass() : TestSubject.class;
        return of.getPackageName();
    }

    private TestSubject(@Nullable Scenario scenario, @Nullable Class<?> type) {
        this.scenario = scenario;
        this.type = type;
    }

    /**
     * Finds what a request asks for.
     *
     * @throws IllegalArgumentException if there is no such test, with what there is
     */
    static TestSubject of(CheckRequest request) {
        if (request.scenario() != null) {
            return new TestSubject(request.scenario(), null);
        }
        Class<?> type;
        try {
            type = Class.forName(request.type(), false, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "There is no class "
                            + request.type()
                            + " on the class path. Give its full name, and its folder or jar with"
                            + " --class-path.",
                    e);
        }
        try {
            return of(request, type);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "Class "
                            + request.type()
                            + " needs a class that is missing: "
                            + e.getMessage()
                            + ". Add its folder or jar to the class path, with --class-path.",
                    e);
        }
    }

    private static TestSubject of(CheckRequest request, Class<?> type) {
        TestSubject target = new TestSubject(null, type);
        target.add("BeforeEach");
        Method test = find(type, request.method());
        refuseWithoutConstructor(type, test);
        test.setAccessible(true);
        target.methods.add(test);
        target.add("AfterEach");
        return target;
    }

    private static void refuseWithoutConstructor(Class<?> type, Method test) {
        for (var constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 0) {
                return;
            }
        }
        if (!Modifier.isStatic(test.getModifiers())) {
            throw new IllegalArgumentException(
                    "Class "
                            + type.getName()
                            + " has no constructor without parameters, which the test '"
                            + test.getName()
                            + "' needs as it is not static.");
        }
    }

    private void add(String annotation) {
        if (type != null) {
            for (Method method : type.getDeclaredMethods()) {
                if (annotated(method, annotation)) {
                    method.setAccessible(true);
                    methods.add(method);
                }
            }
        }
    }

    private static boolean annotated(Method method, String name) {
        for (var annotation : method.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Method find(Class<?> type, String name) {
        List<Method> fits = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (runnable(method) && (name.isEmpty() || method.getName().equals(name))) {
                fits.add(method);
            }
        }
        Method usual = name.isEmpty() && fits.size() > 1 ? usual(fits) : null;
        if (usual != null) {
            return usual;
        }
        if (fits.isEmpty()) {
            throw new IllegalArgumentException(
                    "Class "
                            + type.getName()
                            + " has no method that could be the test"
                            + (name.isEmpty() ? "" : " '" + name + "'")
                            + ". A test takes no arguments, returns nothing, and is not private.");
        }
        if (name.isEmpty() && fits.size() > 1) {
            throw new IllegalArgumentException(
                    "Class "
                            + type.getName()
                            + " has several methods that could be the test: "
                            + fits.stream()
                                    .map(Method::getName)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ". Name one: "
                            + type.getName()
                            + "#METHOD.");
        }
        return fits.get(0);
    }

    /** Of several methods the one that is meant if none is named, or null. */
    private static @Nullable Method usual(List<Method> fits) {
        for (String usual : List.of("test", "main", "run")) {
            List<Method> same = fits.stream().filter(m -> m.getName().equals(usual)).toList();
            if (!same.isEmpty()) {
                return same.get(0);
            }
        }
        List<Method> tests =
                fits.stream().filter(m -> annotated(m, "Test") || annotated(m, "Checked")).toList();
        return tests.size() == 1 ? tests.get(0) : null;
    }

    private static boolean runnable(Method method) {
        boolean main =
                method.getName().equals("main")
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == String[].class;
        boolean plain = method.getParameterCount() == 0 && method.getReturnType() == void.class;
        return !method.isSynthetic()
                && !Modifier.isAbstract(method.getModifiers())
                && !Modifier.isPrivate(method.getModifiers())
                && !method.getName().startsWith("$hocket$")
                && (main || plain);
    }

    /** Runs it once, in the thread that calls. */
    void run() throws Throwable {
        if (scenario != null) {
            scenario.run();
            return;
        }
        try {
            Object object = null;
            for (Method method : methods) {
                if (object == null && !Modifier.isStatic(method.getModifiers()) && type != null) {
                    var constructor = type.getDeclaredConstructor();
                    constructor.setAccessible(true);
                    object = constructor.newInstance();
                }
                method.invoke(
                        object,
                        method.getParameterCount() == 0
                                ? new Object[0]
                                : new Object[] {new String[0]});
            }
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
