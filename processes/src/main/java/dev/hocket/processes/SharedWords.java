package dev.hocket.processes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Words of memory that several processes see. By views of a buffer: those of a memory segment take
 * the JVM longer to link than it takes to start a worker without them.
 */
final class SharedWords {
    static final VarHandle INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    static final VarHandle LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private SharedWords() {}

    /** A buffer as the machine orders its words. */
    static ByteBuffer of(ByteBuffer memory) {
        return memory.order(ByteOrder.nativeOrder());
    }
}
