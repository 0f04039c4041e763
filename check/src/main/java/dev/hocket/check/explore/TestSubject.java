package dev.hocket.check.explore;

import dev.hocket.check.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The test that is run: a method of a class, on a new object each time, with what JUnit would run
 * before and after, in the class, those around it and those above it. As static variables begin
 * each schedule anew, what JUnit runs once for a class is run in each.
 */
public final class TestSubject {
    private static final String INFO = "org.junit.jupiter.api.TestInfo";
    private static final String MOCKITO = "org.mockito.Mockito";

    private final @Nullable Scenario scenario;
    private final @Nullable Class<?> type;
    private final @Nullable Method test;
    private final List<Object> arguments;
    private final boolean mocks;

    /** The test's class after those around it; none where the test needs no object. */
    private final List<Level> levels = new ArrayList<>();

    /** A class of which an object is made, and what JUnit runs of it. */
    private record Level(
            Constructor<?> constructor,
            List<Method> beforeAll,
            List<Method> beforeEach,
            List<Method> afterEach,
            List<Method> afterAll) {
        static Level of(Class<?> type, Constructor<?> constructor) {
            constructor.setAccessible(true);
            return new Level(
                    constructor,
                    methods(type, "BeforeAll", true),
                    methods(type, "BeforeEach", false),
                    methods(type, "AfterEach", false).reversed(),
                    methods(type, "AfterAll", true).reversed());
        }

        /** The methods with an annotation, a superclass's first. */
        private static List<Method> methods(Class<?> of, String annotation, boolean onlyStatic) {
            List<Method> methods = new ArrayList<>();
            for (Class<?> at = of; at != null && isTests(at); at = at.getSuperclass()) {
                List<Method> own = new ArrayList<>();
                for (Method method : at.getDeclaredMethods()) {
                    boolean fits = !onlyStatic || Modifier.isStatic(method.getModifiers());
                    if (fits && annotated(method, annotation)) {
                        method.setAccessible(true);
                        own.add(method);
                    }
                }
                methods.addAll(0, own);
            }
            return List.copyOf(methods);
        }
    }

    private TestSubject(
            @Nullable Scenario scenario,
            @Nullable Class<?> type,
            @Nullable Method test,
            List<Object> arguments) {
        this.scenario = scenario;
        this.type = type;
        this.test = test;
        this.arguments = arguments;
        this.mocks = type != null && mentionsMockito(type);
    }

    /** The package of the test's class. */
    String home() {
        Class<?> of =
                type != null ? type : scenario != null ? scenario.getClass() : TestSubject.class;
        return of.getPackageName();
    }

    /**
     * Finds what a request asks for.
     *
     * @throws IllegalArgumentException if there is no such test, with what there is
     */
    static TestSubject of(CheckRequest request) {
        if (request.scenario() != null) {
            return new TestSubject(request.scenario(), null, null, List.of());
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
        Method test = find(type, request.method(), request.arguments().size());
        test.setAccessible(true);
        TestSubject subject = new TestSubject(null, type, test, request.arguments());
        if (!Modifier.isStatic(test.getModifiers())) {
            for (Class<?> at = type; at != null; at = outer(at)) {
                subject.levels.addFirst(Level.of(at, constructor(at, test)));
            }
        }
        subject.prepareMockito();
        return subject;
    }

    /** The class without an object of which there is none of this one, or null. */
    private static @Nullable Class<?> outer(Class<?> type) {
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers())
                ? type.getDeclaringClass()
                : null;
    }

    /** The one that takes no more than the object around, and what is told of the test. */
    private static Constructor<?> constructor(Class<?> type, Method test) {
        Class<?> outer = outer(type);
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            boolean fits = true;
            for (Class<?> parameter : constructor.getParameterTypes()) {
                fits &= parameter == outer || parameter.getName().equals(INFO);
            }
            if (fits) {
                return constructor;
            }
        }
        throw new IllegalArgumentException(
                "Class "
                        + type.getName()
                        + " has no constructor without parameters, which the test '"
                        + test.getName()
                        + "' needs as it is not static.");
    }

    private static boolean annotated(Method method, String name) {
        for (var annotation : method.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Method find(Class<?> type, String name, int arguments) {
        List<Method> fits = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (runnable(method, arguments) && (name.isEmpty() || method.getName().equals(name))) {
                fits.add(method);
            }
        }
        Method usual = name.isEmpty() && fits.size() > 1 ? usual(fits) : null;
        if (usual != null) {
            return usual;
        }
        if (fits.isEmpty() && type.getSuperclass() != null && isTests(type.getSuperclass())) {
            return find(type.getSuperclass(), name, arguments);
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

    private static boolean isTests(Class<?> type) {
        return type.getClassLoader() != null;
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

    private static boolean runnable(Method method, int arguments) {
        boolean main =
                method.getName().equals("main")
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == String[].class;
        int needed = 0;
        for (Class<?> parameter : method.getParameterTypes()) {
            needed += parameter.getName().equals(INFO) ? 0 : 1;
        }
        boolean plain = needed == arguments && method.getReturnType() == void.class;
        return !method.isSynthetic()
                && !Modifier.isAbstract(method.getModifiers())
                && !Modifier.isPrivate(method.getModifiers())
                && !method.getName().startsWith("$hocket$")
                && (main || plain);
    }

    private static boolean mentionsMockito(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return in != null
                    && new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                            .contains("org/mockito/");
        } catch (IOException e) {
            return false;
        }
    }

    /** Mockito changes classes of the JVM at its first use, which does not belong to a schedule. */
    private void prepareMockito() {
        if (mocks) {
            try {
                Class.forName(MOCKITO, true, ClassLoader.getSystemClassLoader())
                        .getMethod("mock", Class.class)
                        .invoke(null, List.class);
            } catch (ReflectiveOperationException | LinkageError e) {
                // What the test makes of Mockito then, it will say itself.
            }
        }
    }

    /** Runs it once, in the thread that calls. */
    void run() throws Throwable {
        if (scenario != null) {
            scenario.run();
            return;
        }
        try {
            runMethods(Objects.requireNonNull(test));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void runMethods(Method method) throws ReflectiveOperationException {
        if (levels.isEmpty()) {
            method.invoke(null, values(method, null));
            return;
        }
        for (Level level : levels) {
            invoke(level.beforeAll(), null);
        }
        List<Object> objects = new ArrayList<>();
        for (Level level : levels) {
            Object outer = objects.isEmpty() ? null : objects.getLast();
            Object object = level.constructor().newInstance(values(level.constructor(), outer));
            objects.add(object);
            openMocks(object);
        }
        for (int i = 0; i < levels.size(); i++) {
            invoke(levels.get(i).beforeEach(), objects.get(i));
        }
        method.invoke(objects.getLast(), values(method, null));
        for (int i = levels.size() - 1; i >= 0; i--) {
            invoke(levels.get(i).afterEach(), objects.get(i));
        }
        for (Level level : levels.reversed()) {
            invoke(level.afterAll(), null);
        }
    }

    private void invoke(List<Method> methods, @Nullable Object object)
            throws ReflectiveOperationException {
        for (Method method : methods) {
            method.invoke(object, values(method, null));
        }
    }

    /** What is passed: the object around, what is told of the test, no words, arguments. */
    private @Nullable Object[] values(Executable of, @Nullable Object outer) {
        Class<?>[] types = of.getParameterTypes();
        @Nullable Object[] values = new Object[types.length];
        int next = 0;
        for (int i = 0; i < types.length; i++) {
            if (types[i].getName().equals(INFO)) {
                values[i] = info(types[i]);
            } else if (of instanceof Constructor<?>) {
                values[i] = outer;
            } else if (next < arguments.size()) {
                values[i] = arguments.get(next++);
            } else if (types[i] == String[].class) {
                values[i] = new String[0];
            }
        }
        return values;
    }

    /** JUnit's object that tells a test what it is. */
    @SuppressWarnings("ReferenceEquality") // identity is the point here
    private Object info(Class<?> face) {
        Method method = Objects.requireNonNull(test);
        return Proxy.newProxyInstance(
                face.getClassLoader(),
                new Class<?>[] {face},
                (proxy, called, given) ->
                        switch (called.getName()) {
                            case "getDisplayName" -> method.getName() + "()";
                            case "getTags" -> Set.of();
                            case "getTestClass" -> Optional.ofNullable(type);
                            case "getTestMethod" -> Optional.of(method);
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> proxy == given[0];
                            default -> "TestInfo of " + method.getName();
                        });
    }

    /** Fills the fields that are to hold mocks, as Mockito's extension of JUnit does. */
    private void openMocks(Object object) throws ReflectiveOperationException {
        if (mocks) {
            Class.forName(
                            "org.mockito.MockitoAnnotations",
                            true,
                            object.getClass().getClassLoader())
                    .getMethod("openMocks", Object.class)
                    .invoke(null, object);
        }
    }
}
