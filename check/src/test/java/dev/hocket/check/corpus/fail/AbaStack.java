package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.FAILURE;

import dev.hocket.check.corpus.Bug;
import java.util.concurrent.atomic.AtomicReference;

/** A lock-free stack takes a node that came back for one that never left. */
@Bug(
        kinds = {FAILURE},
        switches = 4)
public final class AbaStack {
    private static final class Node {
        volatile Node next;
    }

    private static final AtomicReference<Node> HEAD = new AtomicReference<>();

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
            Node head = HEAD.get();
            node.next = head;
            if (HEAD.compareAndSet(head, node)) {
                return;
            }
        }
    }

    private static Node pop() {
        while (true) {
            Node head = HEAD.get();
            if (head == null) {
                return null;
            }
            Node next = head.next;
            if (HEAD.compareAndSet(head, next)) {
                return head;
            }
        }
    }

    private AbaStack() {}
}
