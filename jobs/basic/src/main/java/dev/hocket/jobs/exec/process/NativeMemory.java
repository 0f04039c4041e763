package dev.hocket.jobs.exec.process;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A piece of memory that C functions read and write, seen as bytes; freed when it is no longer
 * reachable.
 *
 * <p>It is read and written through a buffer: the first access to a segment through a layout spins
 * method handles, which is several milliseconds at the start of a JVM.
 *
 * @param segment keeps the memory
 * @param bytes the same memory
 */
record NativeMemory(MemorySegment segment, ByteBuffer bytes) {

    /** New memory, all zero. */
    static NativeMemory allocate(long size) {
        return of(Arena.ofAuto().allocate(size, 16));
    }

    /** Memory that C has allocated, for as long as C keeps it. */
    @SuppressWarnings("restricted")
    static NativeMemory at(long address, long size) {
        return of(MemorySegment.ofAddress(address).reinterpret(size));
    }

    private static NativeMemory of(MemorySegment segment) {
        return new NativeMemory(segment, segment.asByteBuffer().order(ByteOrder.nativeOrder()));
    }

    /** Text that C keeps. */
    static NativeMemory text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = allocate(bytes.length + 1L);
        memory.bytes.put(0, bytes);
        return memory;
    }

    /** Where the byte at {@code offset} lies. */
    long address(int offset) {
        return segment.address() + offset;
    }

    int getInt(int offset) {
        return bytes.getInt(offset);
    }

    void putInt(int offset, int value) {
        bytes.putInt(offset, value);
    }
}
