package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;
import static dev.hocket.check.FindingKind.FAILURE;
import static dev.hocket.check.FindingKind.UNCAUGHT;

import dev.hocket.check.corpus.Bug;

/** An object is published before it is filled. */
@Bug(
        kinds = {DATA_RACE, FAILURE, UNCAUGHT},
        switches = 1)
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
                            settings = made;
                            made.name = "made";
                        });
        Settings seen = settings;
        if (seen != null && seen.name == null) {
            throw new AssertionError("the settings have no name");
        }
        maker.join();
    }

    private PublishedEarly() {}
}
