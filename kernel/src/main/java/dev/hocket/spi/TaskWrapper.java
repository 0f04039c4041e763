package dev.hocket.spi;

/**
 * A task of the kernel's around one of the user's. For those who write an engine whose attempts run
 * elsewhere: what has to be found there are the classes of the inner one.
 */
public interface TaskWrapper {
    /** The code of the user's, by whose class loader its classes are found. */
    Object code();
}
