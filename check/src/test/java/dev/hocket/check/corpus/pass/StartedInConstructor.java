package dev.hocket.check.corpus.pass;

/** The thread is started when it has been constructed. */
public final class StartedInConstructor {
    private static final class Greeter extends Thread {
        private final String greeting;

        Greeter(String greeting) {
            super("greeter");
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
        greeter.start();
        greeter.join();
    }

    private StartedInConstructor() {}
}
