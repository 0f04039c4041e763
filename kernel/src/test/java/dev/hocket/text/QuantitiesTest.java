package dev.hocket.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "999, 999 ns",
        "1000, 1 µs",
        "1500, 1.5 µs",
        "20000000, 20 ms",
        "123456789, 123 ms",
        "1234567890, 1.23 s",
        "59900000000, 59.9 s",
        "60000000000, 1 min 00 s",
        "125000000000, 2 min 05 s",
        "3599600000000, 1 h 00 min",
        "7380000000000, 2 h 03 min"
    })
    void durations(long nanos, String text) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals(text, Quantities.duration(Duration.ofNanos(nanos)));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "9994, 9994",
        "23400, 23.4 k",
        "999500, 1 M",
        "1234567, 1.23 M",
        "5e9, 5 G"
    })
    void largeNumbersAreShort(double value, String text) {
        assertEquals(text, Quantities.compact(value));
    }

    @ParameterizedTest
    @CsvSource({"1, 1.00", "1.966, 1.97", "102000, 102000"})
    void ratios(double value, String text) {
        assertEquals(text, Quantities.ratio(value));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 0.5", "9.999, 10", "12.34, 12.3", "99.96, 100", "1234.5, 1235"})
    void numbersHaveThreeDigits(double value, String text) {
        assertEquals(text, Quantities.number(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "49152, 48 KiB",
        "1572864, 1.5 MiB",
        "10737418240, 10 GiB",
        "1073741823, 1 GiB",
        "9223372036854775807, 8 EiB"
    })
    void binaryUnitsAreThoseOfMemory(long count, String text) {
        assertEquals(text, Quantities.binaryBytes(count));
    }
}
