package dev.hocket.link;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Where the parent makes its end of the {@link FrameLink} to one worker that is being started. */
public interface LinkOffer extends AutoCloseable {

    /**
     * What the worker is told by an argument on its command line, in one word: {@code kind:rest}.
     * {@link FrameLinks#open} makes the worker's end of it.
     */
    String address();

    /**
     * The parent's end, once the worker has opened its own or without waiting for that.
     *
     * @param alive whether the worker's process still lives: no link comes if it does not
     * @throws IOException if the worker ended or did not open its end in bounded time
     */
    FrameLink accept(BooleanSupplier alive) throws IOException;

    /** Frees what is left outside of the two processes, such as a file; the link stays open. */
    @Override
    void close();
}
