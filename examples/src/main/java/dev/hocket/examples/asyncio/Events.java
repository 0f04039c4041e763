package dev.hocket.examples.asyncio;

import dev.hocket.sync.Event;
import dev.hocket.sync.TaskScope;

/** {@code Event}: set, cleared, and set again. */
public final class Events {
    private Events() {}

    /** Two threads that take turns by two events. */
    public static void main(String[] args) throws Exception {
        Event ping = new Event();
        Event pong = new Event();
        try (TaskScope<Object> scope = TaskScope.open()) {
            scope.launch(() -> {
                for (int i = 0; i < 2; i++) {
                    ping.await();
                    ping.clear();
                    System.out.println("ping");
                    pong.set();
                }
            });
            for (int i = 0; i < 2; i++) {
                ping.set();
                pong.await();
                pong.clear();
                System.out.println("pong");
            }
            scope.join();
        }
    }
}
