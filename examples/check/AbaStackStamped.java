import java.util.concurrent.atomic.AtomicStampedReference;

/** The same stack with a version number beside the top, which each push and pop changes. */
public class AbaStackStamped {
    static class Node {
        volatile Node next;
    }

    final AtomicStampedReference<Node> top = new AtomicStampedReference<>(null, 0);

    public static void main(String[] args) throws InterruptedException {
        AbaStackStamped stack = new AbaStackStamped();
        for (int i = 0; i < 3; i++) {
            stack.push(new Node());
        }
        Node[] taken = new Node[2];
        Thread popper = new Thread(() -> taken[0] = stack.pop(), "popper");
        Thread juggler = new Thread(() -> taken[1] = stack.popTwoAndReturnTheFirst(), "juggler");
        popper.start();
        juggler.start();
        popper.join();
        juggler.join();
        Node left = stack.pop();
        if (left == taken[0] || left == taken[1]) {
            throw new AssertionError("a node that was taken is still on the stack");
        }
    }

    Node popTwoAndReturnTheFirst() {
        Node first = pop();
        Node second = pop();
        push(first);
        return second;
    }

    void push(Node node) {
        int[] stamp = new int[1];
        Node old;
        do {
            old = top.get(stamp);
            node.next = old;
        } while (!top.compareAndSet(old, node, stamp[0], stamp[0] + 1));
    }

    Node pop() {
        int[] stamp = new int[1];
        Node old;
        Node next;
        do {
            old = top.get(stamp);
            next = old.next;
        } while (!top.compareAndSet(old, next, stamp[0], stamp[0] + 1));
        return old;
    }
}
