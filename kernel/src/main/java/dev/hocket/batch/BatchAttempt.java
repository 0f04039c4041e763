package dev.hocket.batch;

import dev.hocket.BatchTask;
import dev.hocket.Task;
import dev.hocket.spi.TaskWrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The task of a run over batches.
 *
 * @param task the user's
 */
public record BatchAttempt<I, O extends @Nullable Object>(BatchTask<I, O> task)
        implements Task<Batch<I>, BatchEnd<I, O>>, TaskWrapper {
    private static final long serialVersionUID = 1;

    @Override
    public BatchEnd<I, O> run(Batch<I> batch) throws Exception {
        return new BatchEnd.Whole<>(outputs(task, batch.inputs()));
    }

    /** Has some inputs run, and looks at how many outputs there are. */
    public static <I, O extends @Nullable Object> ArrayList<O> outputs(
            BatchTask<I, O> task, List<I> inputs) throws Exception {
        List<O> outputs = task.run(inputs);
        if (outputs == null) {
            throw new NullPointerException(
                    "the task returned null for a batch; it must return a list with an output for"
                            + " each input");
        }
        ArrayList<O> copy = new ArrayList<>(outputs);
        if (copy.size() != inputs.size()) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "the task returned %,d outputs for a batch of %,d inputs; it must"
                                    + " return one for each, in their order",
                            copy.size(),
                            inputs.size()));
        }
        return copy;
    }

    @Override
    public Object code() {
        return task;
    }
}
