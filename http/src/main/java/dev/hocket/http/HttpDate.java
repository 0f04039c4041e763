package dev.hocket.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates in HTTP: one format is written, three are read (RFC 9110, 5.6.7). */
public final class HttpDate {
    private static final DateTimeFormatter FIXED =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final List<DateTimeFormatter> READ =
            List.of(
                    FIXED,
                    twoDigitYear(),
                    DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                            .withZone(ZoneOffset.UTC));

    private HttpDate() {}

    /** A year of two digits is at most 50 years from now. */
    private static DateTimeFormatter twoDigitYear() {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR, 2, 2, Year.now(ZoneOffset.UTC).getValue() - 49)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }

    /** Formats a time as an HTTP date, in whole seconds. */
    public static String text(long millis) {
        return FIXED.format(Instant.ofEpochMilli(millis));
    }

    /** Parses an HTTP date to seconds since 1970; null if the text is not a date. */
    public static @Nullable Long seconds(String text) {
        for (DateTimeFormatter form : READ) {
            try {
                return form.parse(text, Instant::from).getEpochSecond();
            } catch (DateTimeException other) {
                // it may have another form
            }
        }
        return null;
    }
}
