package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/** A thread class starts itself in its constructor, before its field is set. */
@Bug(
        kinds = {UNCAUGHT, DATA_RACE},
        switches = 1)
public final class StartedInConstructor {
    private static final class Greeter extends Thread {
        private final String greeting;

        Greeter(String greeting) {
            super("greeter");
            start();
            this.greeting = greeting;
        }

        @Override
        public void run() {
            if (greeting.isEmpty()) {
                throw new IllegalStateException("nothing to say");
            }
        }
    }

    public static void test() throws InterruptedException {
        Greeter greeter = new Greeter("hello");
        greeter.join();
    }

    private StartedInConstructor() {}
}
