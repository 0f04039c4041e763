package dev.hocket.processes;

import dev.hocket.link.MessageReader;
import dev.hocket.link.MessageWriter;
import dev.hocket.link.codec.ValueCodec;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Values that stay in this JVM, so that tasks may close over a test's own objects. */
final class ByReferenceCodec implements ValueCodec {
    private static final Map<Long, Object> UNDERWAY = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    @Override
    public boolean isSmall(@Nullable Object value) {
        return true;
    }

    @Override
    public Ready ready(@Nullable Object value) {
        return new Ready(value, null);
    }

    @Override
    public Ready output(@Nullable Object value) {
        return ready(value);
    }

    @Override
    public Ready task(Object task, Consumer<Class<?>> classes) {
        return ready(task);
    }

    @Override
    public Ready thrown(Throwable thrown, ClassLoader loader) {
        return ready(thrown);
    }

    @Override
    public void write(MessageWriter out, Ready ready) throws IOException {
        Object value = ready.value();
        long number = value == null ? 0 : NUMBERS.incrementAndGet();
        if (value != null) {
            UNDERWAY.put(number, value);
        }
        out.putLong(number);
    }

    @Override
    public Ready read(MessageReader in) throws IOException {
        long number = in.getLong();
        return new Ready(
                number == 0 ? null : Objects.requireNonNull(UNDERWAY.remove(number)), null);
    }

    @Override
    public @Nullable Object value(Ready ready, ClassLoader loader) {
        return ready.value();
    }
}
