package dev.hocket.jobs.factor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Montgomery's arithmetic against that of the JDK. */
class WideModulusTest {
    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(ints = {65, 100, 127, 128, 129, 190, 192, 256, 500})
    void agreesWithTheJdk(int bits) {
        for (int i = 0; i < 300; i++) {
            BigInteger n = number(bits, i).setBit(0).setBit(bits - 1);
            WideModulus modulus = new WideModulus(n);
            BigInteger a = number(bits, i / 3).mod(n);
            BigInteger b = number(bits, i / 7).mod(n);
            long[] x = modulus.of(a);
            long[] y = modulus.of(b);
            long[] result = new long[modulus.words];
            assertEquals(a, modulus.value(x));
            modulus.multiply(x, y, result);
            assertEquals(a.multiply(b).mod(n), modulus.value(result));
            modulus.add(x, y, result);
            assertEquals(a.add(b).mod(n), modulus.value(result));
            modulus.subtract(x, y, result);
            assertEquals(a.subtract(b).mod(n), modulus.value(result));
            modulus.multiply(x, x, x);
            assertEquals(a.multiply(a).mod(n), modulus.value(x));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 33, 62, 63, 64})
    void aWordAgreesWithTheJdk(int bits) {
        for (int i = 0; i < 300; i++) {
            BigInteger n = number(bits, i).setBit(0).setBit(bits - 1);
            WordModulus modulus = new WordModulus(n.longValue());
            BigInteger a = number(bits, i / 3).mod(n);
            long x = modulus.of(a.longValue());
            assertEquals(a.longValue(), modulus.value(x));
            BigInteger power = a.modPow(BigInteger.valueOf(i), n);
            assertEquals(power.longValue(), modulus.value(modulus.power(x, i)));
        }
    }

    /** Random bits, or many ones, or many zeros: carries have their edges there. */
    private BigInteger number(int bits, int kind) {
        BigInteger some = new BigInteger(bits, random);
        return switch (kind % 3) {
            case 0 -> some;
            case 1 -> BigInteger.ONE.shiftLeft(bits).subtract(some.shiftRight(bits - 4).setBit(0));
            default -> some.shiftRight(bits / 2).setBit(bits - 1);
        };
    }
}
