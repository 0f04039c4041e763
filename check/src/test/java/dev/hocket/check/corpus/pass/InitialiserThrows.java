package dev.hocket.check.corpus.pass;

/** A static initialiser runs when what it needs is there. */
public class InitialiserThrows {
    static volatile String home;

    private static final class Settings {
        static final int LENGTH = home.length();

        private Settings() {}
    }

    public void test() throws InterruptedException {
        Thread setter = new Thread(() -> home = "/srv", "setter");
        setter.start();
        setter.join();
        if (Settings.LENGTH != 4) {
            throw new AssertionError("length " + Settings.LENGTH);
        }
    }
}
