package dev.hocket.check.corpus.fail;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;

/** A static initialiser throws if it runs too early, and the class stays unusable. */
@Bug(kinds = FindingKind.FAILURE, switches = 2)
public class InitialiserThrows {
    static volatile String home;

    private static final class Settings {
        static final int LENGTH = home.length();

        private Settings() {}
    }

    public void test() throws InterruptedException {
        Thread setter = new Thread(() -> home = "/srv", "setter");
        setter.start();
        if (Settings.LENGTH != 4) {
            throw new AssertionError("length " + Settings.LENGTH);
        }
        setter.join();
    }
}
