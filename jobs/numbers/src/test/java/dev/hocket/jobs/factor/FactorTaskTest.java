package dev.hocket.jobs.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the task prints, against GNU factor. */
class FactorTaskTest {
    @TempDir private Path folder;

    private final Random random = new Random(20260101);

    @Test
    void smallNumbersAreAsGnuPrintsThem() throws Exception {
        assertAsGnu(LongStream.range(0, 20_000).mapToObj(Long::toString).toList());
    }

    @Test
    void numbersOfEverySizeAreAsGnuPrintsThem() throws Exception {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            numbers.add(new BigInteger(1 + i % 64, random).toString());
        }
        assertAsGnu(numbers);
    }

    @Test
    void productsOfTwoPrimesOfOneSizeAreAsGnuPrintsThem() throws Exception {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            numbers.add(prime(6 + i % 26).multiply(prime(6 + i % 26)).toString());
        }
        assertAsGnu(numbers);
    }

    @Test
    void powersAndNumbersOfManyFactorsAreAsGnuPrintsThem() throws Exception {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            BigInteger number = BigInteger.ONE;
            while (number.bitLength() < 20 + i % 60) {
                number = number.multiply(prime(2 + random.nextInt(17)).pow(1 + random.nextInt(3)));
            }
            numbers.add(number.toString());
        }
        assertAsGnu(numbers);
    }

    @Test
    void squaresAndCubesOfLargePrimesAreAsGnuPrintsThem() throws Exception {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            numbers.add(prime(13 + i % 19).pow(2).toString());
            numbers.add(prime(13 + i % 9).pow(3).toString());
            numbers.add(prime(13 + i % 3).pow(4).toString());
        }
        assertAsGnu(numbers);
    }

    @Test
    void numbersAtTheEdgesOfWordsAreAsGnuPrintsThem() throws Exception {
        List<String> numbers = new ArrayList<>();
        for (int bits : new int[] {12, 24, 31, 32, 46, 50, 57, 62, 63, 64, 65}) {
            BigInteger edge = BigInteger.ONE.shiftLeft(bits);
            for (int i = -20; i <= 20; i++) {
                numbers.add(edge.add(BigInteger.valueOf(i)).toString());
            }
        }
        assertAsGnu(numbers);
    }

    @Test
    void numbersOfTwoWordsAreAsGnuPrintsThem() throws Exception {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            BigInteger number = prime(33 + i % 30); // of greater ones it wants a long proof
            for (int j = 0; j < 4; j++) {
                number = number.multiply(prime(3 + random.nextInt(21)));
            }
            numbers.add(number.toString());
        }
        assertAsGnu(numbers);
    }

    @Test
    void theFactorsOfLongNumbersArePrimeAndMakeTheNumber() throws Exception {
        for (int bits = 65; bits < 500; bits = bits * 5 / 4) {
            BigInteger expected = prime(bits);
            for (int j = 0; j < 6; j++) {
                expected = expected.multiply(prime(3 + random.nextInt(37)));
            }
            Factors factors = Factors.of(expected);
            BigInteger product =
                    factors.primes().stream().reduce(BigInteger.ONE, BigInteger::multiply);
            assertEquals(expected, product);
            assertEquals(7, factors.primes().size());
            assertTrue(factors.primes().stream().allMatch(prime -> prime.isProbablePrime(50)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1..40000", "10^12-9000..10^12+9000", "10^15..10^15+2000"})
    void rangesAreAsGnuPrintsThem(String range) throws Exception {
        NumberRange all = NumberRange.of(range);
        assertTrue(all != null);
        List<String> numbers =
                LongStream.rangeClosed(all.from().longValue(), all.to().longValue())
                        .mapToObj(Long::toString)
                        .toList();
        assertEquals(GnuFactor.factor(folder, numbers), lines(pieces(range)));
        assertEquals(GnuFactor.factor(folder, numbers), lines(List.of(range)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0..100", "2^62..2^62+300", "2^63-100..2^63+20", "2^64-5..2^64+5", "7..7"})
    void rangesAtTheEdgesAreTheirNumbersOneByOne(String range) throws Exception {
        NumberRange all = NumberRange.of(range);
        assertTrue(all != null);
        List<String> numbers = new ArrayList<>();
        for (BigInteger n = all.from(); n.compareTo(all.to()) <= 0; n = n.add(BigInteger.ONE)) {
            numbers.add(n.toString());
        }
        assertEquals(lines(numbers), lines(pieces(range)));
    }

    @ParameterizedTest
    @CsvSource({
        "2^67-1, 147573952589676412927: 193707721 761838257287",
        "+12, 12: 2 2 3",
        "007, 7: 7",
        "2*3+4*5-1, 25: 5 5",
        "3^0, 1:",
        "1^99999999999, 1:",
        "0, 0:"
    })
    void numbersMayBeSumsProductsAndPowers(String text, String expected) throws Exception {
        assertEquals(expected, new FactorTask().run(text));
    }

    @Test
    void equalFactorsMayBeAPower() throws Exception {
        FactorTask task = new FactorTask().withExponents();
        assertEquals("72: 2^3 3^2", task.run("72"));
        assertEquals("15: 3 5\n16: 2^4\n17: 17\n18: 2 3^2", task.run("15..18"));
        assertEquals("18446744073709551616: 2^64", task.run("2^64"));
        assertEquals("36893488147419103232: 2^65", task.run("36893488147419103232"));
        String square = "7 * 1000003^5".replace(" ", "");
        assertTrue(task.run(square).endsWith(": 7 1000003^5"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "abc, 'abc': expected a whole number",
                "12abc, '12abc': expected a whole number",
                "-3, '-3': expected a whole number",
                "1.5, '1.5': expected a whole number",
                "5-9, '5-9': it is negative",
                "9..4, '9..4': the range ends before it starts",
                "1.., '1..': a range has a number on both sides",
                "2^99999, '2^99999': it has more than 9864 digits",
                "10^10^10, '10^10^10': expected a whole number",
                "(2, '(2': expected a whole number"
            })
    void whatIsNoNumberIsNamed(String text, String expected) {
        Exception refused =
                assertThrows(NumberFormatException.class, () -> new FactorTask().run(text));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(expected), message);
    }

    @Test
    void whatATerminalObeysIsWrittenOut() {
        for (String text : List.of("1\u001b[2J", "\u00077", "1..\u001b", "..\u009b")) {
            Exception refused =
                    assertThrows(NumberFormatException.class, () -> new FactorTask().run(text));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("\\u00"), message);
            assertTrue(message.codePoints().noneMatch(Character::isISOControl), message);
        }
    }

    @Test
    void aNumberTooHardIsNamedWithItsFactors() {
        BigInteger part = prime(130).multiply(prime(131));
        FactorTask task = new FactorTask().digits(15);
        HardNumberException hard =
                assertThrows(
                        HardNumberException.class,
                        () -> task.run(part.multiply(BigInteger.valueOf(6)).toString()));
        String message = String.valueOf(hard.getMessage());
        assertTrue(message.contains("2 3 and the composite number " + part), message);
        assertTrue(message.contains("15 digits or fewer"), message);
    }

    @Test
    void digitsOutOfRangeAreRefused() {
        Exception refused =
                assertThrows(IllegalArgumentException.class, () -> new FactorTask().digits(99));
        assertEquals("factors of 99 digits: expected 15 to 40 digits", refused.getMessage());
    }

    @Test
    void theLargestPartOfAHardNumberIsFoundByCurves() throws Exception {
        BigInteger p = prime(45);
        BigInteger q = prime(52);
        List<BigInteger> expected = Stream.of(p, q).sorted().toList();
        assertEquals(expected, Factors.of(p.multiply(q)).primes());
        BigInteger r = prime(200);
        expected = Stream.of(p, q, r).sorted().toList();
        assertEquals(expected, Factors.of(p.multiply(q).multiply(r)).primes());
    }

    @Test
    void anInterruptedSearchEnds() {
        BigInteger hard = prime(150).multiply(prime(150));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Factors.of(hard));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "threads:1", "threads:3", "virtual:4", "forkjoin:2"})
    void everyEngineGivesTheSame(String name) throws Exception {
        List<String> pieces = pieces("10^9..10^9+60000");
        try (Engine engine = Engine.named(name)) {
            List<String> outputs =
                    engine.map(Job.of("factor", new FactorTask()), Inputs.of(pieces));
            assertEquals(lines(pieces), outputs.stream().flatMap(String::lines).toList());
        }
    }

    @Test
    void wordsBetweenBlanksAreInputs() {
        List<String> found = new ArrayList<>();
        FactorTask.inputs(List.of("1  2", "", "\t3..4\r", "x..1").iterator())
                .forEachRemaining(found::add);
        assertEquals(List.of("1", "2", "3..4", "x..1"), found);
    }

    private BigInteger prime(int bits) {
        return BigInteger.probablePrime(bits, random);
    }

    private static List<String> pieces(String range) {
        List<String> pieces = new ArrayList<>();
        FactorTask.inputs(List.of(range).iterator()).forEachRemaining(pieces::add);
        return pieces;
    }

    private static List<String> lines(List<String> inputs) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String input : inputs) {
            new FactorTask().run(input).lines().forEach(lines::add);
        }
        return lines;
    }

    private void assertAsGnu(List<String> numbers) throws Exception {
        assertEquals(sorted(GnuFactor.factor(folder, numbers)), sorted(lines(numbers)));
    }

    /** GNU factor's own order is not always that of its inputs. */
    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
