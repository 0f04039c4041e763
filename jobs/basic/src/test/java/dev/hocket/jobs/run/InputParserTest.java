package dev.hocket.jobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InputParserTest {
    private static InputParser<?> parser(Type type) {
        return InputParser.of(type).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource
    void textBecomesAValueOfTheType(Type type, String text, Object value) {
        assertEquals(value, parser(type).parse(text));
    }

    static Stream<Object[]> textBecomesAValueOfTheType() {
        return Stream.of(
                new Object[] {String.class, " as it is ", " as it is "},
                new Object[] {String.class, "", ""},
                new Object[] {Path.class, "a b/é.txt", Path.of("a b/é.txt")},
                new Object[] {URI.class, "http://h/a?b#c", URI.create("http://h/a?b#c")},
                new Object[] {Integer.class, " -7\t", -7},
                new Object[] {int.class, "2147483647", Integer.MAX_VALUE},
                new Object[] {Long.class, "+9", 9L},
                new Object[] {long.class, "-9223372036854775808", Long.MIN_VALUE},
                new Object[] {Double.class, "1e-3", 0.001},
                new Object[] {double.class, "-Infinity", Double.NEGATIVE_INFINITY},
                new Object[] {BigInteger.class, "1" + "0".repeat(30), BigInteger.TEN.pow(30)},
                new Object[] {BigDecimal.class, "0.10", new BigDecimal("0.10")},
                new Object[] {Object.class, "7", "7"},
                new Object[] {CharSequence.class, "7", "7"},
                new Object[] {Serializable.class, "7", "7"});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.lang.Integer|abc|input 17: 'abc' is not an Integer (a whole number from"
                        + " -2147483648 to 2147483647)",
                "java.lang.Integer|2147483648|input 17: '2147483648' is not an Integer (a whole"
                        + " number from -2147483648 to 2147483647)",
                "java.lang.Integer|1.5|input 17: '1.5' is not an Integer (a whole number from"
                        + " -2147483648 to 2147483647)",
                "java.lang.Long|''|input 17: '' is not a Long (a whole number from"
                        + " -9223372036854775808 to 9223372036854775807)",
                "java.lang.Double|1d|input 17: '1d' is not a Double (a decimal number such as 2.5"
                        + " or 1e-3)",
                "java.lang.Double|1,5|input 17: '1,5' is not a Double (a decimal number such as 2.5"
                        + " or 1e-3)",
                "java.math.BigInteger|0x10|input 17: '0x10' is not a BigInteger (a whole number of"
                        + " any size)",
                "java.math.BigDecimal|x|input 17: 'x' is not a BigDecimal (a decimal number such as"
                        + " 2.5 or 1e-3)",
                "java.net.URI|a b|input 17: 'a b' is not a URI (Illegal character in path at"
                        + " character 2)",
                "java.net.URI|''|input 17: '' is not a URI (it is empty)",
                "java.nio.file.Path|''|input 17: '' is not a Path (it is empty)",
            })
    void aWrongWordIsNamedWithItsPlaceAndTheRule(Class<?> type, String text, String message) {
        InputParser<?> parser = parser(type);
        BadInputException refused =
                assertThrows(BadInputException.class, () -> parser.parse(text, 17));
        assertEquals(message, refused.getMessage());
        String withoutPlace = message.substring("input 17: ".length());
        assertEquals(
                withoutPlace,
                assertThrows(BadInputException.class, () -> parser.parse(text)).getMessage());
    }

    @Test
    void aLongWordIsCut() {
        InputParser<?> parser = parser(Integer.class);
        String message =
                String.valueOf(
                        assertThrows(BadInputException.class, () -> parser.parse("x".repeat(5000)))
                                .getMessage());
        assertTrue(message.startsWith("'" + "x".repeat(100) + "...' is not an Integer"), message);
    }

    @Test
    void aPathOfImpossibleCharactersIsNamed() {
        InputParser<?> parser = parser(Path.class);
        String message =
                assertThrows(BadInputException.class, () -> parser.parse("a\0b")).getMessage();
        assertEquals("'a\0b' is not a Path (Nul character not allowed)", message);
    }

    @Test
    void otherTypesHaveNoParser() {
        for (Type type : List.of(char.class, boolean.class, List.class, String[].class)) {
            assertTrue(InputParser.of(type).isEmpty(), type.toString());
        }
        assertEquals(
                "String, Path, URI, Integer, Long, Double, BigInteger, BigDecimal, or a class with"
                        + " valueOf(String), parse(String), parse(CharSequence), of(String) or a"
                        + " constructor with one String",
                InputParser.supported());
    }

    @Test
    void aClassIsMadeFromTextByTheFirstOfItsFactories() {
        assertEquals(Duration.ofMinutes(2), parser(Duration.class).parse("PT2M"));
        assertEquals(ChronoUnit.DAYS, parser(ChronoUnit.class).parse("DAYS"));
        assertEquals(new File("a b"), parser(File.class).parse("a b"));
        assertEquals(new Shelf("of x"), parser(Shelf.class).parse("x"));
    }

    @Test
    void whatAFactoryThrowsIsInTheMessage() {
        InputParser<?> parser = parser(ChronoUnit.class);
        BadInputException refused =
                assertThrows(BadInputException.class, () -> parser.parse("DAY", 3));
        assertEquals(
                "input 3: 'DAY' is not of type ChronoUnit (ChronoUnit.valueOf:"
                        + " java.lang.IllegalArgumentException: No enum constant"
                        + " java.time.temporal.ChronoUnit.DAY)",
                refused.getMessage());
    }

    /** Has a method and a constructor, of which the method comes first. */
    record Shelf(String name) {
        static Shelf of(String text) {
            return new Shelf("of " + text);
        }

        /** Is not a factory, since it returns another type. */
        static String parse(String text) {
            return "parse " + text;
        }

        /** Is not a factory, since it is private. */
        @SuppressWarnings("UnusedMethod") // that is what is tested
        private static Shelf valueOf(String text) {
            return new Shelf("valueOf " + text);
        }
    }
}
