package dev.hocket.jobs.images.jpeg;

/**
 * The inverse cosine transform of one block to 1 to 8 samples a side. The smaller ones use the
 * lowest frequencies only, which gives the picture at that size: a sharp and cheap reduction. The
 * full one is the integer algorithm of Loeffler, Ligtenberg and Moschytz (1989) with 13 bits of
 * fraction, as the JPEG group's decoder uses it, so full-size samples agree with that decoder's.
 */
public final class JpegDct {
    private static final int BITS = 13;
    private static final int PASS_BITS = 2;
    private static final int F_0_298 = 2446;
    private static final int F_0_390 = 3196;
    private static final int F_0_541 = 4433;
    private static final int F_0_765 = 6270;
    private static final int F_0_899 = 7373;
    private static final int F_1_175 = 9633;
    private static final int F_1_306 = 10703;
    private static final int F_1_501 = 12299;
    private static final int F_1_847 = 15137;
    private static final int F_1_961 = 16069;
    private static final int F_2_053 = 16819;
    private static final int F_2_562 = 20995;
    private static final int F_3_072 = 25172;

    private static final int[][] BASES = new int[8][];

    static {
        for (int size = 1; size < 8; size++) {
            BASES[size] = basis(size);
        }
    }

    private final int[] work = new int[64];

    /** Transforms a block of coefficients (natural order, multiplied out) into a plane. */
    void transform(int[] block, int size, byte[] plane, int at, int stride) {
        switch (size) {
            case 1 -> plane[at] = sample((block[0] + 4) >> 3);
            case 2 -> two(block, plane, at, stride);
            case 4 -> four(block, plane, at, stride);
            case 8 -> eight(block, plane, at, stride);
            default -> any(block, size, plane, at, stride);
        }
    }

    /** A block that has no other coefficient than its mean. */
    static void flat(int mean, int size, byte[] plane, int at, int stride) {
        byte value = sample((mean + 4) >> 3);
        for (int y = 0; y < size; y++) {
            int row = at + y * stride;
            for (int x = 0; x < size; x++) {
                plane[row + x] = value;
            }
        }
    }

    private static byte sample(int value) {
        int raised = value + 128;
        return (byte) (raised < 0 ? 0 : raised > 255 ? 255 : raised);
    }

    private static void two(int[] block, byte[] plane, int at, int stride) {
        int a = block[0] + block[8] + 4;
        int b = block[0] - block[8] + 4;
        int c = block[1] + block[9];
        int d = block[1] - block[9];
        plane[at] = sample((a + c) >> 3);
        plane[at + 1] = sample((a - c) >> 3);
        plane[at + stride] = sample((b + d) >> 3);
        plane[at + stride + 1] = sample((b - d) >> 3);
    }

    private void four(int[] block, byte[] plane, int at, int stride) {
        int[] w = work;
        for (int x = 0; x < 4; x++) {
            int even = (block[x] + block[x + 16]) << BITS;
            int odd = (block[x] - block[x + 16]) << BITS;
            int near = block[x + 8] * F_1_306 + block[x + 24] * F_0_541;
            int far = block[x + 8] * F_0_541 - block[x + 24] * F_1_306;
            int round = 1 << (BITS - PASS_BITS - 1);
            w[x] = (even + near + round) >> (BITS - PASS_BITS);
            w[x + 4] = (odd + far + round) >> (BITS - PASS_BITS);
            w[x + 8] = (odd - far + round) >> (BITS - PASS_BITS);
            w[x + 12] = (even - near + round) >> (BITS - PASS_BITS);
        }
        int shift = BITS + PASS_BITS + 3;
        int round = 1 << (shift - 1);
        for (int y = 0; y < 4; y++) {
            int i = 4 * y;
            int even = ((w[i] + w[i + 2]) << BITS) + round;
            int odd = ((w[i] - w[i + 2]) << BITS) + round;
            int near = w[i + 1] * F_1_306 + w[i + 3] * F_0_541;
            int far = w[i + 1] * F_0_541 - w[i + 3] * F_1_306;
            int to = at + y * stride;
            plane[to] = sample((even + near) >> shift);
            plane[to + 1] = sample((odd + far) >> shift);
            plane[to + 2] = sample((odd - far) >> shift);
            plane[to + 3] = sample((even - near) >> shift);
        }
    }

    private void eight(int[] block, byte[] plane, int at, int stride) {
        int[] w = work;
        for (int x = 0; x < 8; x++) {
            int rest =
                    block[x + 8]
                            | block[x + 16]
                            | block[x + 24]
                            | block[x + 32]
                            | block[x + 40]
                            | block[x + 48]
                            | block[x + 56];
            if (rest == 0) { // most columns of most pictures
                int value = block[x] << PASS_BITS;
                for (int i = x; i < 64; i += 8) {
                    w[i] = value;
                }
            } else {
                column(block, x);
            }
        }
        for (int y = 0; y < 8; y++) {
            row(8 * y, plane, at + y * stride);
        }
    }

    private void column(int[] in, int x) {
        int[] w = work;
        int round = 1 << (BITS - PASS_BITS - 1);
        int z1 = (in[x + 16] + in[x + 48]) * F_0_541;
        int e2 = z1 - in[x + 48] * F_1_847;
        int e3 = z1 + in[x + 16] * F_0_765;
        int e0 = ((in[x] + in[x + 32]) << BITS) + round;
        int e1 = ((in[x] - in[x + 32]) << BITS) + round;
        int t0 = in[x + 56];
        int t1 = in[x + 40];
        int t2 = in[x + 24];
        int t3 = in[x + 8];
        int z5 = (t0 + t2 + t1 + t3) * F_1_175;
        int a = -(t0 + t3) * F_0_899;
        int b = -(t1 + t2) * F_2_562;
        int c = z5 - (t0 + t2) * F_1_961;
        int d = z5 - (t1 + t3) * F_0_390;
        int o0 = t0 * F_0_298 + a + c;
        int o1 = t1 * F_2_053 + b + d;
        int o2 = t2 * F_3_072 + b + c;
        int o3 = t3 * F_1_501 + a + d;
        int shift = BITS - PASS_BITS;
        w[x] = (e0 + e3 + o3) >> shift;
        w[x + 56] = (e0 + e3 - o3) >> shift;
        w[x + 8] = (e1 + e2 + o2) >> shift;
        w[x + 48] = (e1 + e2 - o2) >> shift;
        w[x + 16] = (e1 - e2 + o1) >> shift;
        w[x + 40] = (e1 - e2 - o1) >> shift;
        w[x + 24] = (e0 - e3 + o0) >> shift;
        w[x + 32] = (e0 - e3 - o0) >> shift;
    }

    private void row(int i, byte[] plane, int to) {
        int[] in = work;
        int round = 1 << (BITS + PASS_BITS + 2);
        int z1 = (in[i + 2] + in[i + 6]) * F_0_541;
        int e2 = z1 - in[i + 6] * F_1_847;
        int e3 = z1 + in[i + 2] * F_0_765;
        int e0 = ((in[i] + in[i + 4]) << BITS) + round;
        int e1 = ((in[i] - in[i + 4]) << BITS) + round;
        int t0 = in[i + 7];
        int t1 = in[i + 5];
        int t2 = in[i + 3];
        int t3 = in[i + 1];
        int z5 = (t0 + t2 + t1 + t3) * F_1_175;
        int a = -(t0 + t3) * F_0_899;
        int b = -(t1 + t2) * F_2_562;
        int c = z5 - (t0 + t2) * F_1_961;
        int d = z5 - (t1 + t3) * F_0_390;
        int o0 = t0 * F_0_298 + a + c;
        int o1 = t1 * F_2_053 + b + d;
        int o2 = t2 * F_3_072 + b + c;
        int o3 = t3 * F_1_501 + a + d;
        int shift = BITS + PASS_BITS + 3;
        plane[to] = sample((e0 + e3 + o3) >> shift);
        plane[to + 7] = sample((e0 + e3 - o3) >> shift);
        plane[to + 1] = sample((e1 + e2 + o2) >> shift);
        plane[to + 6] = sample((e1 + e2 - o2) >> shift);
        plane[to + 2] = sample((e1 - e2 + o1) >> shift);
        plane[to + 5] = sample((e1 - e2 - o1) >> shift);
        plane[to + 3] = sample((e0 - e3 + o0) >> shift);
        plane[to + 4] = sample((e0 - e3 - o0) >> shift);
    }

    /**
     * The sizes between, by the definition, rows after columns. The weights of a sample and of its
     * mirror image are the same but for the sign of the odd ones, so both come from two sums.
     */
    private void any(int[] block, int size, byte[] plane, int at, int stride) {
        int[] w = work;
        int[] basis = BASES[size];
        int round = 1 << (BITS - PASS_BITS - 1);
        for (int x = 0; x < size; x++) {
            int rest = 0;
            for (int k = 1; k < size; k++) {
                rest |= block[8 * k + x];
            }
            if (rest == 0) {
                for (int y = 0; y < size; y++) {
                    w[8 * y + x] = block[x] << PASS_BITS;
                }
                continue;
            }
            for (int y = 0; 2 * y < size; y++) {
                int even = round;
                int odd = 0;
                for (int k = 0; k < size; k += 2) {
                    even += basis[8 * y + k] * block[8 * k + x];
                    odd += basis[8 * y + k + 1] * block[8 * k + 8 + x];
                }
                w[8 * y + x] = (even + odd) >> (BITS - PASS_BITS);
                w[8 * (size - 1 - y) + x] = (even - odd) >> (BITS - PASS_BITS);
            }
        }
        for (int y = 0; y < size; y++) {
            acrossAny(8 * y, size, basis, plane, at + y * stride);
        }
    }

    private void acrossAny(int from, int size, int[] basis, byte[] plane, int to) {
        int[] w = work;
        int shift = BITS + PASS_BITS + 3;
        for (int x = 0; 2 * x < size; x++) {
            int even = 1 << (shift - 1);
            int odd = 0;
            for (int k = 0; k < size; k += 2) {
                even += basis[8 * x + k] * w[from + k];
                odd += basis[8 * x + k + 1] * w[from + k + 1];
            }
            plane[to + x] = sample((even + odd) >> shift);
            plane[to + size - 1 - x] = sample((even - odd) >> shift);
        }
    }

    /**
     * For each sample of a side the weights of the frequencies, times the root of 8; eight each,
     * the superfluous ones 0.
     */
    private static int[] basis(int size) {
        int[] basis = new int[64];
        for (int n = 0; n < size; n++) {
            for (int k = 0; k < size; k++) {
                double cosine = StrictMath.cos((2 * n + 1) * k * Math.PI / (2 * size));
                double weight = k == 0 ? 1 : StrictMath.sqrt(2) * cosine;
                basis[8 * n + k] = (int) Math.round(weight * (1 << BITS));
            }
        }
        return basis;
    }
}
