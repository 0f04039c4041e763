package dev.hocket.check.corpus.classic;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;

/**
 * Threads append to a linked list without excluding each other, and nodes are lost. After
 * <em>linkedList</em> of the IBM benchmark (Eytani and Ur, PADTAD 2004).
 */
public final class LinkedNodes {
    private static final class Node {
        volatile Node next;
    }

    @Bug(kinds = FAILURE, switches = 4)
    public static void test() throws InterruptedException {
        run(2);
    }

    @Bug(kinds = FAILURE, switches = 22)
    public static void with20() throws InterruptedException {
        run(20);
    }

    private static void run(int n) throws InterruptedException {
        Node head = new Node();
        Together.run(n, i -> append(head));
        int length = 0;
        for (Node node = head.next; node != null; node = node.next) {
            length++;
        }
        if (length != n) {
            throw new AssertionError("the list has " + length + " nodes, not " + n);
        }
    }

    private static void append(Node head) {
        Node last = head;
        while (last.next instanceof Node next) {
            last = next;
        }
        last.next = new Node();
    }
}
