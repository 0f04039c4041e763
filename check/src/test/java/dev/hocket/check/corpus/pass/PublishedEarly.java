package dev.hocket.check.corpus.pass;

/** It is filled before it is published. */
public final class PublishedEarly {
    private static final class Settings {
        String name;
    }

    private static volatile Settings settings;

    public static void test() throws InterruptedException {
        Thread maker =
                Thread.ofVirtual()
                        .name("maker")
                        .start(() -> {
                            Settings made = new Settings();
                            made.name = "made";
                            settings = made;
                        });
        Settings seen = settings;
        if (seen != null && seen.name == null) {
            throw new AssertionError("the settings have no name");
        }
        maker.join();
    }

    private PublishedEarly() {}
}
