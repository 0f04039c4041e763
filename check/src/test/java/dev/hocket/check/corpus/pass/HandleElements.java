package dev.hocket.check.corpus.pass;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The last element of an array is written before the first says that it is ready. */
public final class HandleElements {
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(int[].class);

    public static void test() throws InterruptedException {
        int[] cells = new int[3];
        cells[1] = 7;
        Thread other =
                new Thread(
                        () -> {
                            cells[2] = 5;
                            ELEMENT.setRelease(cells, 0, 1);
                        },
                        "other");
        other.start();
        if ((int) ELEMENT.getAcquire(cells, 0) == 1 && cells[1] + cells[2] != 12) {
            throw new AssertionError("cells are " + cells[1] + " and " + cells[2]);
        }
        other.join();
    }

    private HandleElements() {}
}
