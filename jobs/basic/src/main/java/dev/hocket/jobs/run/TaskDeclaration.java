package dev.hocket.jobs.run;

import dev.hocket.AsyncTask;
import dev.hocket.Task;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

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
        List<Method> methods =
                Arrays.stream(type.getDeclaredMethods())
                        .filter(m -> m.getName().equals("run") && m.getParameterCount() == 1)
                        .filter(m -> !m.isSynthetic())
                        .toList();
        return methods.size() == 1 ? methods.getFirst() : null;
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
