package dev.hocket.link.codec;

import dev.hocket.link.MessageReader;
import dev.hocket.link.MessageWriter;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How tasks, inputs and outputs are written for the other process. */
public interface ValueCodec {

    /**
     * Something that can be written in any case: what could fail has been done.
     *
     * @param value the value itself, where it needs no serialization
     * @param bytes its serialized form, else null
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ready(@Nullable Object value, byte @Nullable [] bytes) {}

    /**
     * Prepares an input to be written.
     *
     * @throws IOException if it cannot travel; the message names the class that cannot: what is not
     *     serializable, and what is only of use when shared, such as a lock
     */
    Ready ready(@Nullable Object value) throws IOException;

    /** Prepares an output, as {@link #ready}; what is only of use when shared goes as a copy. */
    Ready output(@Nullable Object value) throws IOException;

    /**
     * Prepares a task, as {@link #ready}.
     *
     * @param classes is given each class that the other process will need
     */
    Ready task(Object task, Consumer<Class<?>> classes) throws IOException;

    /**
     * Prepares what was thrown. Where a part of it cannot travel, or cannot be read again, a {@link
     * WorkerException} stands for that part alone; never fails.
     *
     * @param loader finds its classes
     */
    Ready thrown(Throwable thrown, ClassLoader loader);

    /** Whether a value takes a few bytes at most, so that it is written in no time. */
    boolean isSmall(@Nullable Object value);

    /** Writes it; fails only with the link. */
    void write(MessageWriter out, Ready ready) throws IOException;

    /** Takes a value off the link; fails only with the link. */
    Ready read(MessageReader in) throws IOException;

    /**
     * The value.
     *
     * @param loader finds its classes
     * @throws IOException if it cannot be deserialized
     */
    @Nullable Object value(Ready ready, ClassLoader loader)
            throws IOException, ClassNotFoundException;
}
