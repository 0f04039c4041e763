package dev.hocket.jobs.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Primality, also of the numbers that are known to fool tests. */
class PrimesTest {
    private static final int MILLION = 1_000_000;

    private final Random random = new Random(4);

    @Test
    void agreesWithASieve() {
        BitSet composite = new BitSet(MILLION);
        for (int p = 2; p * p < MILLION; p = composite.nextClearBit(p + 1)) {
            for (int m = p * p; m < MILLION; m += p) {
                composite.set(m);
            }
        }
        for (int n = 0; n < MILLION; n++) {
            assertEquals(n > 1 && !composite.get(n), Primes.isPrime(n), Integer.toString(n));
        }
    }

    @Test
    void theSievesPrimesAreThose() {
        PrimeSieve.Found found = PrimeSieve.upTo(MILLION);
        int at = 0;
        for (int n = 3; n < MILLION; n += 2) {
            if (Primes.isPrime(n)) {
                assertEquals(n, found.prime(at++));
            }
        }
        assertEquals(at, found.below(MILLION));
    }

    @ParameterizedTest // Carmichael numbers, strong pseudoprimes to many bases, squares of primes
    @ValueSource(
            strings = {
                "2047",
                "3215031751",
                "3825123056546413051",
                "318665857834031151167461",
                "3317044064679887385961981",
                "341550071728321",
                "4759123141",
                "18446744073709551615",
                "18446744030759878681",
                "1195068768795265792518361315725116351898245581",
                "803837457453639491257079614341942108138837688287558145837488917522297427376533365218650233616396004545791504202360320876656996676098728404396540823292873879185086916685732826776177102938969773947016708230428687109997439976544144845341155872450633409279022275296229414984230688168540432645753401832978611129896064484562912421",
                "9746347772161"
            })
    void compositesThatFoolTestsAreComposite(String n) {
        assertFalse(Primes.isPrime(new BigInteger(n)), n);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2",
                "4294967311",
                "9223372036854775783",
                "18446744073709551557",
                "18446744073709551629",
                "170141183460469231731687303715884105727"
            })
    void primesArePrime(String n) {
        assertTrue(Primes.isPrime(new BigInteger(n)), n);
    }

    @Test
    void agreesWithTheJdkOnRandomNumbers() {
        for (int i = 0; i < 4_000; i++) {
            BigInteger n = new BigInteger(2 + i % 190, random).setBit(0);
            assertEquals(n.isProbablePrime(60), Primes.isPrime(n), n::toString);
        }
    }

    /** The first strong Lucas pseudoprimes, and numbers that pass to base 2. */
    @Test
    void halvesOfTheLargeTestAreAsPublished() {
        for (int n : new int[] {5459, 5777, 10877, 16109, 18971, 22499, 24569}) {
            assertTrue(BailliePsw.isStrongLucas(BigInteger.valueOf(n)), Integer.toString(n));
            assertFalse(BailliePsw.isStrongToTwo(BigInteger.valueOf(n)), Integer.toString(n));
        }
        for (int n : new int[] {2047, 3277, 4033, 4681, 8321, 15841, 29341}) {
            assertTrue(BailliePsw.isStrongToTwo(BigInteger.valueOf(n)), Integer.toString(n));
            assertFalse(BailliePsw.isStrongLucas(BigInteger.valueOf(n)), Integer.toString(n));
        }
    }

    @Test
    void negativeNumbersAreNot() {
        assertFalse(Primes.isPrime(BigInteger.valueOf(-7)));
        assertTrue(Primes.isPrime(-59L), "a long is unsigned: 2^64 - 59 is prime");
    }
}
