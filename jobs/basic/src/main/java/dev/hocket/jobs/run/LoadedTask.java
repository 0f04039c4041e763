package dev.hocket.jobs.run;

import dev.hocket.AsyncTask;
import dev.hocket.Task;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A user's task, ready to run.
 *
 * <p>There is one instance of the user's class, created when it was loaded, and every lane calls
 * it: a task with state must be safe for use by several threads. While it runs, the context class
 * loader of its thread is the class loader of the task, so that service loaders and the like see
 * its class path; afterwards, the previous one is restored.
 *
 * <p>Closing closes the task, if it is {@link AutoCloseable}, and its class path. Close it after
 * the last run has ended.
 */
public final class LoadedTask implements AutoCloseable {
    private final String name;
    private final Object instance;
    private final Task<Object, @Nullable Object> task;
    private final boolean givesStages;
    private final InputParser<?> inputs;
    private final Type inputType;
    private final Type outputType;
    private final URLClassLoader loader;
    private final TaskLoading recipe;
    private final String identity;

    LoadedTask(Class<?> type, Object instance, URLClassLoader loader, TaskLoading recipe)
            throws TaskLoadException, IllegalAccessException {
        this.name = TaskChoice.nameOf(type);
        TaskDeclaration form = TaskDeclaration.formOf(type);
        List<Type> types = form.types(type);
        this.inputType = types.get(0);
        this.givesStages = form.givesStages(type);
        this.outputType =
                givesStages && form != TaskDeclaration.ASYNC_TASK
                        ? TypeArguments.ofStage(types.get(1))
                        : types.get(1);
        this.inputs =
                InputParser.of(inputType)
                        .orElseThrow(() ->
                                new TaskLoadException(
                                        "%s takes %s, which cannot be converted from text; the type can be %s: take a String and convert it in run"
                                                .formatted(
                                                        name,
                                                        inputType.getTypeName(),
                                                        InputParser.supported())));
        this.instance = instance;
        this.recipe = recipe;
        this.identity = recipe.identity(type);
        this.loader = loader;
        this.task = withContext(form.of(instance), loader);
    }

    private static Task<Object, @Nullable Object> withContext(
            Task<Object, @Nullable Object> task, ClassLoader loader) {
        return input -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                return task.run(input);
            } finally {
                thread.setContextClassLoader(before);
            }
        };
    }

    /** The name of the user's class without its package, such as {@code Shout}. */
    public String name() {
        return name;
    }

    /**
     * A short text that identifies the compiled code: it differs if the task, or a class that was
     * compiled with it, has changed.
     */
    public String identity() {
        return identity;
    }

    /**
     * Whether the task returns its outputs; otherwise, it returns a {@link CompletionStage} for
     * each.
     */
    public boolean isBlocking() {
        return !givesStages;
    }

    /**
     * The task with its own type of inputs, to which {@link #inputs()} converts text; any other
     * input causes a {@link ClassCastException}.
     *
     * @throws IllegalStateException if it is not {@linkplain #isBlocking() blocking}
     */
    public Task<Object, @Nullable Object> task() {
        if (givesStages) {
            throw new IllegalStateException(name + " returns stages: it has no blocking form");
        }
        return task;
    }

    /**
     * The task with text as inputs: each attempt parses its word and runs. A word that cannot be
     * parsed fails only its own input, with a {@link BadInputException}. The task can be sent to
     * another process, which loads the class again and creates another instance.
     *
     * @throws IllegalStateException if it is not {@linkplain #isBlocking() blocking}
     */
    public Task<String, @Nullable Object> textTask() {
        Task<Object, @Nullable Object> own = task();
        return new TextTask(
                own, inputs, new TextTask.Origin(recipe, instance.getClass().getName()));
    }

    /**
     * {@link #textTask()} of a task that gives stages.
     *
     * @throws IllegalStateException if it is {@linkplain #isBlocking() blocking}
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // a stage that is null is refused by the run
    public AsyncTask<String, @Nullable Object> textAsyncTask() {
        if (!givesStages) {
            throw new IllegalStateException(name + " returns its outputs themselves, not stages");
        }
        return text -> (CompletionStage<@Nullable Object>) task.run(inputs.parse(text));
    }

    /** Converts text to inputs. */
    public InputParser<?> inputs() {
        return inputs;
    }

    /** The declared type of the input; a type variable if the class does not bind it. */
    public Type inputType() {
        return inputType;
    }

    /**
     * The declared type of the output; {@code void} or {@link Void} if there is nothing to print.
     */
    public Type outputType() {
        return outputType;
    }

    /**
     * Closes the task, if it can be closed, and its class path. If the task's own {@code close} is
     * interrupted, the thread remains interrupted.
     *
     * @throws IOException if the task's {@code close} throws, with what it threw as the cause
     */
    @Override
    public void close() throws IOException {
        try (loader) {
            if (instance instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notClosed(e);
        } catch (Exception e) {
            throw notClosed(e);
        }
    }

    private IOException notClosed(Exception e) {
        return new IOException("closing " + name + " failed: " + e, e);
    }
}
