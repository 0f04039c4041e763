package dev.hocket.jobs.reduce.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers of every form. */
class DecimalParserTest {
    @Test
    void everyNumberIsReadAsTheJdkReadsIt() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 40_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            String text =
                    switch (i % 4) {
                        case 0 -> Double.isFinite(value) ? Double.toString(value) : "1";
                        case 1 -> Long.toString(random.nextLong() >> random.nextInt(63));
                        case 2 -> random.nextInt(100_000) + "." + random.nextInt(1_000_000);
                        default -> Double.toString(random.nextDouble());
                    };
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            DecimalParser decimal = new DecimalParser();
            if (!decimal.isNumber(bytes, 0, bytes.length)) {
                assertEquals(null, decimal.slow(text), text);
            }
            assertEquals(Double.parseDouble(text), decimal.value(), text);
        }
    }
}
