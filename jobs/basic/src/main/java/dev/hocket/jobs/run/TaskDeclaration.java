package dev.hocket.jobs.run;

import dev.hocket.AsyncTask;
import dev.hocket.Task;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms in which a class may hold a task, the preferred first. */
enum TaskDeclaration {
    /** It implements {@link Task}. */
    TASK {
        @Override
        boolean fitsClass(Class<?> type) {
            return Task.class.isAssignableFrom(type);
        }

        @Override
        List<Type> types(Class<?> type) {
            return TypeArguments.of(type, Task.class).orElseThrow();
        }

        @Override
        @SuppressWarnings(
                "unchecked") // Inputs are parsed to the type that was read from the class.
        Task<Object, @Nullable Object> of(Object instance) {
            return (Task<Object, @Nullable Object>) instance;
        }
    },

    /** It implements {@link AsyncTask}. */
    ASYNC_TASK {
        @Override
        boolean fitsClass(Class<?> type) {
            return AsyncTask.class.isAssignableFrom(type);
        }

        @Override
        List<Type> types(Class<?> type) {
            return TypeArguments.of(type, AsyncTask.class).orElseThrow();
        }

        @Override
        boolean givesStages(Class<?> type) {
            return true;
        }

        @Override
        @SuppressWarnings("unchecked") // As above.
        Task<Object, @Nullable Object> of(Object instance) {
            return ((AsyncTask<Object, @Nullable Object>) instance)::run;
        }
    },

    /** It implements {@link Function}. */
    FUNCTION {
        @Override
        boolean fitsClass(Class<?> type) {
            return Function.class.isAssignableFrom(type);
        }

        @Override
        List<Type> types(Class<?> type) {
            return TypeArguments.of(type, Function.class).orElseThrow();
        }

        @Override
        @SuppressWarnings("unchecked") // As above.
        Task<Object, @Nullable Object> of(Object instance) {
            return ((Function<Object, @Nullable Object>) instance)::apply;
        }
    },

    /** It has one method {@code run} of one parameter, as a file that is only methods has. */
    METHOD {
        @Override
        boolean fitsClass(Class<?> type) {
            return type.getEnclosingClass() == null && runMethod(type) != null;
        }

        @Override
        List<Type> types(Class<?> type) {
            Method run = requiredRunMethod(type);
            return List.of(run.getGenericParameterTypes()[0], run.getGenericReturnType());
        }

        @Override
        Task<Object, @Nullable Object> of(Object instance) throws IllegalAccessException {
            Method run = requiredRunMethod(instance.getClass());
            run.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(run);
            MethodHandle bound =
                    Modifier.isStatic(run.getModifiers()) ? handle : handle.bindTo(instance);
            MethodHandle general = bound.asType(MethodType.methodType(Object.class, Object.class));
            return input -> invoke(general, input);
        }
    };

    abstract boolean fitsClass(Class<?> type);

    /** The types of input and output. */
    abstract List<Type> types(Class<?> type);

    /** Whether the task gives a stage that completes with the output, not the output. */
    boolean givesStages(Class<?> type) {
        return CompletionStage.class.isAssignableFrom(TypeArguments.raw(types(type).get(1)));
    }

    abstract Task<Object, @Nullable Object> of(Object instance) throws IllegalAccessException;

    static boolean fits(Class<?> type) {
        return Arrays.stream(values()).anyMatch(form -> form.fitsClass(type));
    }

    /** The form of a class that fits one. */
    static TaskDeclaration formOf(Class<?> type) {
        return Arrays.stream(values())
                .filter(form -> form.fitsClass(type))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Why no instance of the class can be made, to follow its name in a sentence; null if one can.
     */
    static @Nullable String obstacle(Class<?> type) {
        if (type.isInterface()) {
            return "is an interface: give a class that implements it";
        }
        if (type.isEnum()) {
            return "is an enum: make it a class with a constructor without parameters";
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return "is abstract: give a class that extends it";
        }
        if (type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers())) {
            return "is an inner class, which needs an instance of its outer class: make it static";
        }
        return null;
    }

    private static Method requiredRunMethod(Class<?> type) {
        Method run = runMethod(type);
        if (run == null) {
            throw new IllegalArgumentException(type + " has no method run of one parameter");
        }
        return run;
    }

    private static @Nullable Method runMethod(Class<?> type) {
        List<Method> methods = runMethods(type).stream().filter(TaskDeclaration::isUnary).toList();
        return methods.size() == 1 ? methods.getFirst() : null;
    }

    private static boolean isUnary(Method method) {
        return method.getParameterCount() == 1;
    }

    /** The methods {@code run} of the class, and those that it inherits and does not override. */
    private static List<Method> runMethods(Class<?> type) {
        Map<List<Class<?>>, Method> methods = new LinkedHashMap<>();
        for (Class<?> each = type; each != null && each != Object.class; ) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.getName().equals("run") && !method.isSynthetic()) {
                    methods.putIfAbsent(List.of(method.getParameterTypes()), method);
                }
            }
            each = each.getSuperclass();
        }
        return List.copyOf(methods.values());
    }

    /**
     * Why the methods {@code run} of a class make no task of it, to follow its name in a sentence;
     * null if it has none.
     */
    static @Nullable String unfit(Class<?> type) {
        List<Method> methods = runMethods(type);
        List<Method> unary = methods.stream().filter(TaskDeclaration::isUnary).toList();
        if (methods.isEmpty() || unary.size() == 1) {
            return null;
        }
        if (unary.size() > 1) {
            return String.format(
                    Locale.ROOT,
                    "has %d methods run of one parameter, %s: keep one of them, or implement"
                            + " dev.hocket.Task",
                    unary.size(),
                    signatures(unary));
        }
        return "has %s, and a task has a method run of one parameter, which is its input"
                .formatted(signatures(methods));
    }

    private static String signatures(List<Method> methods) {
        return methods.stream()
                .map(method ->
                        Arrays.stream(method.getParameterTypes())
                                .map(Class::getSimpleName)
                                .collect(Collectors.joining(", ", "run(", ")")))
                .sorted()
                .collect(Collectors.joining(" and "));
    }

    private static @Nullable Object invoke(MethodHandle run, Object input) throws Exception {
        try {
            return (Object) run.invokeExact(input);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }
}
