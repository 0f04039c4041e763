package dev.hocket.jobs.run;

import dev.hocket.Task;
import java.io.InvalidObjectException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A loaded task over text. In another process, its class is loaded again. */
final class TextTask implements Task<String, @Nullable Object> {
    private static final long serialVersionUID = 1;
    private final transient LoadedTask loaded;
    private final transient TaskLoading recipe;

    TextTask(LoadedTask loaded, TaskLoading recipe) {
        this.loaded = loaded;
        this.recipe = recipe;
    }

    @Override
    public @Nullable Object run(String text) throws Exception {
        return loaded.run(text);
    }

    private record Elsewhere(TaskLoading recipe, String type) implements Serializable {
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
        return new Elsewhere(recipe, loaded.type().getName());
    }
}
