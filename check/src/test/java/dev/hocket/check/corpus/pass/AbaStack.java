package dev.hocket.check.corpus.pass;

import java.util.concurrent.atomic.AtomicStampedReference;

/** The head carries a version. */
public final class AbaStack {
    private static final class Node {
        volatile Node next;
    }

    private static final AtomicStampedReference<Node> HEAD = new AtomicStampedReference<>(null, 0);

    public static void test() throws InterruptedException {
        push(new Node());
        push(new Node());
        push(new Node());
        Node[] taken = new Node[2];
        Thread popper = Thread.ofPlatform().name("popper").start(() -> taken[0] = pop());
        Thread juggler =
                Thread.ofPlatform()
                        .name("juggler")
                        .start(() -> {
                            Node first = pop();
                            taken[1] = pop();
                            push(first);
                        });
        popper.join();
        juggler.join();
        Node left = pop();
        if (left == taken[0] || left == taken[1] || pop() != null) {
            throw new AssertionError("a node that was taken is still on the stack");
        }
    }

    private static void push(Node node) {
        while (true) {
            int[] version = new int[1];
            Node head = HEAD.get(version);
            node.next = head;
            if (HEAD.compareAndSet(head, node, version[0], version[0] + 1)) {
                return;
            }
        }
    }

    private static Node pop() {
        while (true) {
            int[] version = new int[1];
            Node head = HEAD.get(version);
            if (head == null) {
                return null;
            }
            Node next = head.next;
            if (HEAD.compareAndSet(head, next, version[0], version[0] + 1)) {
                return head;
            }
        }
    }

    private AbaStack() {}
}
