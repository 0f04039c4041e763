package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * One thread for each pass of a bubble sort, and swaps that do not exclude each other. After
 * <em>bubblesort</em> of the IBM benchmark (Eytani and Ur, PADTAD 2004).
 */
public final class BubbleSort {
    @Bug(kinds = FAILURE, switches = 5)
    public static void test() throws InterruptedException {
        run(3);
    }

    @Bug(kinds = FAILURE, switches = 10)
    public static void with8() throws InterruptedException {
        run(8);
    }

    @Bug(kinds = FAILURE, switches = 22)
    public static void with20() throws InterruptedException {
        run(20);
    }

    private static void run(int n) throws InterruptedException {
        AtomicIntegerArray numbers = new AtomicIntegerArray(n);
        for (int i = 0; i < n; i++) {
            numbers.set(i, n - i);
        }
        Together.run(n, pass -> pass(numbers));
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += numbers.get(i);
        }
        if (sum != n * (n + 1L) / 2) {
            throw new AssertionError("numbers were lost: " + numbers);
        }
    }

    private static void pass(AtomicIntegerArray numbers) {
        for (int i = 1; i < numbers.length(); i++) {
            int left = numbers.get(i - 1);
            int right = numbers.get(i);
            if (left > right) {
                numbers.set(i - 1, right);
                numbers.set(i, left);
            }
        }
    }
}
