import java.util.concurrent.atomic.AtomicReference;

/**
 * A lock-free stack (Treiber, 1986) that reuses its nodes: a thread that has read the top and its
 * successor may find the same top again, with another successor.
 */
public class AbaStack {
    static class Node {
        volatile Node next;
    }

    final AtomicReference<Node> top = new AtomicReference<>();

    public static void main(String[] args) throws InterruptedException {
        AbaStack stack = new AbaStack();
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
        Node old;
        do {
            old = top.get();
            node.next = old;
        } while (!top.compareAndSet(old, node));
    }

    Node pop() {
        Node old;
        Node next;
        do {
            old = top.get();
            next = old.next;
        } while (!top.compareAndSet(old, next));
        return old;
    }
}
