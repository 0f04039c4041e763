package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;
import java.util.ArrayDeque;

/**
 * A flag says that the stack is not empty, and nobody takes it back. After <em>stack</em> of
 * Cordeiro and Fischer (ICSE 2011).
 */
public final class Stack {
    private static final ArrayDeque<Integer> STACK = new ArrayDeque<>();
    private static boolean filled;

    @Bug(kinds = UNCAUGHT, switches = 2)
    public static void test() throws InterruptedException {
        Together.run(Stack::push, Stack::pop);
    }

    private static void push() {
        for (int i = 0; i < 5; i++) {
            synchronized (STACK) {
                STACK.push(i);
                filled = true;
            }
        }
    }

    private static void pop() {
        for (int i = 0; i < 5; i++) {
            synchronized (STACK) {
                if (filled) {
                    STACK.pop();
                }
            }
        }
    }
}
