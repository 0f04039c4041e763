package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The last element of an array is said to be ready by the first, and written after that. */
@Bug(
        kinds = {FAILURE, DATA_RACE},
        switches = 2)
public final class HandleElements {
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(int[].class);

    public static void test() throws InterruptedException {
        int[] cells = new int[3];
        cells[1] = 7;
        Thread other =
                new Thread(
                        () -> {
                            ELEMENT.setRelease(cells, 0, 1);
                            cells[2] = 5;
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
