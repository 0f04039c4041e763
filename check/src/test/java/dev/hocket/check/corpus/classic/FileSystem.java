package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/**
 * Threads allot blocks to inodes under locks of inodes and blocks, and there are more threads than
 * blocks. After Flanagan and Godefroid, <em>Dynamic partial-order reduction</em> (POPL 2005), as
 * <em>fsbench</em>.
 */
public final class FileSystem {
    private static final Object[] LOCKS_OF_INODES = objects(32);
    private static final Object[] LOCKS_OF_BLOCKS = objects(26);
    private static final int[] INODES = new int[32];
    private static final boolean[] BUSY = new boolean[26];

    @Bug(kinds = UNCAUGHT, switches = 27)
    public static void test() throws InterruptedException {
        Together.run(27, FileSystem::allot);
    }

    private static void allot(int thread) {
        int inode = thread % 32;
        synchronized (LOCKS_OF_INODES[inode]) {
            if (INODES[inode] == 0) {
                int block = inode * 2 % 26;
                for (int tried = 0; ; tried++) {
                    if (tried == 26) {
                        throw new AssertionError("no block is free");
                    }
                    synchronized (LOCKS_OF_BLOCKS[block]) {
                        if (!BUSY[block]) {
                            BUSY[block] = true;
                            INODES[inode] = block + 1;
                            return;
                        }
                    }
                    block = (block + 1) % 26;
                }
            }
        }
    }

    private static Object[] objects(int n) {
        Object[] objects = new Object[n];
        for (int i = 0; i < n; i++) {
            objects[i] = new Object();
        }
        return objects;
    }
}
