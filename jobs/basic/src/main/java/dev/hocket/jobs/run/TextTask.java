package dev.hocket.jobs.run;

import dev.hocket.Task;
import java.io.InvalidObjectException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A loaded task over text. In another process, its class is loaded again. */
final class TextTask implements Task<String, @Nullable Object> {
    private static final long serialVersionUID = 1;
    private final transient Task<Object, @Nullable Object> task;
    private final transient InputParser<?> inputs;
    private final transient Origin origin;

    TextTask(Task<Object, @Nullable Object> task, InputParser<?> inputs, Origin origin) {
        this.task = task;
        this.inputs = inputs;
        this.origin = origin;
    }

    @Override
    public @Nullable Object run(String text) throws Exception {
        return task.run(inputs.parse(text));
    }

    /** Where a task comes from, which is what travels. */
    record Origin(TaskLoading recipe, String type) implements Serializable {
        private Object readResolve() throws InvalidObjectException {
            try {
                return recipe.load(classes -> classes.loadClass(type)).textTask();
            } catch (TaskLoadException failed) {
                InvalidObjectException said =
                        new InvalidObjectException(String.valueOf(failed.getMessage()));
                said.initCause(failed);
                throw said;
            }
        }
    }

    private Object writeReplace() {
        return origin;
    }
}
