package dev.hocket.check.corpus.pass;

import java.text.DateFormat;
import java.text.FieldPosition;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A format that locks itself, and a match that is only looked at. */
public final class FormatOfTwo {
    private static final DateFormat DAY = new Locked();
    private static final Pattern YEAR = Pattern.compile("(\\d+)-.*");

    private static final class Locked extends SimpleDateFormat {
        private static final long serialVersionUID = 1;

        Locked() {
            super("yyyy-MM-dd");
        }

        @Override
        public synchronized StringBuffer format(Date date, StringBuffer to, FieldPosition at) {
            return super.format(date, to, at);
        }
    }

    public static void test() throws InterruptedException {
        Matcher year = YEAR.matcher(DAY.format(new Date(0)));
        if (!year.matches()) {
            throw new AssertionError(year);
        }
        Thread other = new Thread(() -> look(year), "other");
        other.start();
        DAY.format(new Date(86_400_000));
        look(year);
        other.join();
    }

    private static void look(Matcher year) {
        if (!year.group(1).startsWith("19")) {
            throw new AssertionError(year);
        }
    }

    private FormatOfTwo() {}
}
