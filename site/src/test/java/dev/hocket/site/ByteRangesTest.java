package dev.hocket.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangesTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0-0",
        "bytes=0-, 0-99",
        "BYTES=90-200, 90-99",
        "bytes=-1, 99-99",
        "bytes=-200, 0-99",
        "bytes=100-, ''",
        "bytes=-0, ''",
        "'bytes=0-1, 5-6,,-2', '0-1 5-6 98-99'",
        "'bytes=0-1,100-', 0-1",
    })
    void rangesAreCutToTheLength(String field, String expected) {
        ByteRanges ranges = ByteRanges.of(field, 100);
        assertNotNull(ranges);
        assertEquals(
                expected,
                ranges.ranges().stream()
                        .map(range -> range.first() + "-" + range.last())
                        .collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lines=0-1",
                "bytes=",
                "bytes=a-b",
                "bytes=5",
                "bytes=5-4",
                "bytes=--5",
                "bytes=0-,0-",
                "bytes=0-99999999999999999999",
                "bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8,9-9,10-10,11-11,12-12,13-13,14-14,15-15,16-16"
            })
    void whatIsNotWellFormedIsIgnored(String field) {
        assertNull(ByteRanges.of(field, 100));
    }
}
