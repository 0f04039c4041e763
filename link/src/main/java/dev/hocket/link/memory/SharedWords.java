package dev.hocket.link.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Accesses words of memory that several processes share, by views of a buffer: linking the views of
 * a memory segment takes the JVM longer than starting a worker without them.
 */
public final class SharedWords {
    public static final VarHandle INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    public static final VarHandle LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private SharedWords() {}

    /** A buffer as the machine orders its words. */
    public static ByteBuffer of(ByteBuffer memory) {
        return memory.order(ByteOrder.nativeOrder());
    }
}
