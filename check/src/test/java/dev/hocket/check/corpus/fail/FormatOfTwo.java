package dev.hocket.check.corpus.fail;

import static dev.hocket.check.FindingKind.DATA_RACE;

import dev.hocket.check.corpus.Bug;
import java.text.DateFormat;
import java.text.SimpleDateFormat;
import java.util.Date;

/** One format for all threads, which keeps the date it is formatting. */
@Bug(
        kinds = {DATA_RACE},
        switches = 1)
public final class FormatOfTwo {
    private static final DateFormat DAY = new SimpleDateFormat("yyyy-MM-dd");

    public static void test() throws InterruptedException {
        Thread other = new Thread(() -> DAY.format(new Date(0)), "other");
        other.start();
        DAY.format(new Date(86_400_000));
        other.join();
    }

    private FormatOfTwo() {}
}
