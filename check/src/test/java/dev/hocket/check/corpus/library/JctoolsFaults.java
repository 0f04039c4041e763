package dev.hocket.check.corpus.library;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import org.jctools.maps.NonBlockingHashMapLong;

/** Faults of JCTools 3. */
public final class JctoolsFaults {
    /** Putting a value in vain returns that of the other thread (JCTools issue 319). */
    @Bug(kinds = FindingKind.FAILURE, switches = 2)
    @Library(faulty = "jctools-core-3.1.0", sound = "jctools-core-4.0.5")
    public void putInVain() throws InterruptedException {
        NonBlockingHashMapLong<String> map = new NonBlockingHashMapLong<>();
        String[] before = new String[2];
        Thread other = new Thread(() -> before[1] = map.put(5, "two"));
        other.start();
        before[0] = map.put(5, "one");
        other.join();
        String last = before[0] == null ? "two" : "one";
        if (!last.equals(map.get(5L))) {
            throw new AssertionError(map.get(5L) + ", not " + last);
        }
    }
}
