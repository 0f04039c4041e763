package dev.hocket.link.worker;

import dev.hocket.Job;
import dev.hocket.RefusedException;
import dev.hocket.link.MessageWriter;
import dev.hocket.link.codec.ValueCodec;
import dev.hocket.spi.LaneTask;
import dev.hocket.spi.TaskWrapper;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A run's task, ready to be sent to workers.
 *
 * @param number what workers know it by
 * @param path where its classes are, beyond the class path of this process
 * @param task the task itself
 * @param stateful whether workers keep something for it, until they {@linkplain #forget forget} it
 * @param loader finds the classes of its outputs
 */
public record SerializedTask(
        long number,
        List<String> path,
        ValueCodec.Ready task,
        boolean stateful,
        ClassLoader loader) {
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final int SMALL = 32 << 10;

    /** The forms of tasks without fields, each of which is the same at all times. */
    private static final ClassValue<Stateless> STATELESS =
            new ClassValue<>() {
                @Override
                protected Stateless computeValue(Class<?> type) {
                    return new Stateless(hasNoFields(type));
                }
            };

    private static final class Stateless {
        final boolean is;
        volatile @Nullable SerializedTask form;

        Stateless(boolean is) {
            this.is = is;
        }
    }

    private static boolean hasNoFields(@Nullable Class<?> type) {
        return type == null
                || (Arrays.stream(type.getDeclaredFields())
                                .allMatch(field -> Modifier.isStatic(field.getModifiers()))
                        && hasNoFields(type.getSuperclass()));
    }

    /**
     * Serializes a job's task.
     *
     * @param engine the name of the engine, for the text of a refusal
     * @throws RefusedException if it cannot be
     */
    public static SerializedTask of(Job<?, ?> job, ValueCodec values, String engine) {
        Stateless known = STATELESS.get(job.task().getClass());
        SerializedTask form = known.form;
        if (form == null) {
            form = serialized(job, values, engine);
            known.form = known.is ? form : null;
        }
        return form;
    }

    private static SerializedTask serialized(Job<?, ?> job, ValueCodec values, String engine) {
        Object task = job.task();
        Object code = task instanceof TaskWrapper around ? around.code() : task;
        ClassLoader loader = code.getClass().getClassLoader();
        TaskClassPath classes = new TaskClassPath(code);
        String refusal;
        try {
            ValueCodec.Ready ready = values.task(task, classes);
            refusal = classes.refusal();
            if (refusal == null) {
                return new SerializedTask(
                        NUMBERS.incrementAndGet(),
                        classes.path(),
                        ready,
                        task instanceof LaneTask<?, ?, ?>,
                        loader == null ? ClassLoader.getSystemClassLoader() : loader);
            }
        } catch (IOException failed) {
            refusal = classes.refusal() == null ? failed.getMessage() : classes.refusal();
        }
        throw new RefusedException(
                "the task of '%s' cannot be sent to the workers of the engine %s: %s"
                        .formatted(job.name(), engine, refusal));
    }

    /** Whether it is sent in no time. */
    public boolean isSmall(ValueCodec values) {
        byte[] bytes = task.bytes();
        return bytes == null ? values.isSmall(task.value()) : bytes.length < SMALL;
    }

    /** Tells a worker that no batch of a task comes any more. */
    public static void forget(long number, MessageWriter out) throws IOException {
        out.put(WorkerProtocol.FORGET).putLong(number);
        out.end();
        out.flush();
    }

    /** Tells a worker about it. */
    public void send(MessageWriter out, ValueCodec values) throws IOException {
        out.put(WorkerProtocol.TASK).putLong(number).putInt(path.size());
        for (String each : path) {
            values.write(out, new ValueCodec.Ready(each, null));
        }
        values.write(out, task);
        out.end();
    }
}
