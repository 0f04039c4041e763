package dev.hocket.jobs.images;

/**
 * The inverse cosine transform of one block to 8, 4, 2 or 1 samples a side. The smaller ones use the
 * lowest frequencies only, which gives the picture at that size: a sharp and cheap reduction. The
 * full one is the integer algorithm of Loeffler, Ligtenberg and Moschytz (1989) with 13 bits of
 * fraction, as the JPEG group's decoder uses it, so full-size samples agree with that decoder's.
 */
final class JpegDct {
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

    private final int[] work = new int[64];

    /** Transforms a block of coefficients (natural order, multiplied out) into a plane. */
    void transform(int[] block, int size, byte[] plane, int at, int stride) {
        switch (size) {
            case 1 -> plane[at] = sample((block[0] + 4) >> 3);
            case 2 -> two(block, plane, at, stride);
            case 4 -> four(block, plane, at, stride);
            default -> eight(block, plane, at, stride);
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
            pass(block, x, 8, w, x, BITS - PASS_BITS);
        }
        for (int y = 0; y < 8; y++) {
            pass(w, 8 * y, 1, w, 8 * y, BITS + PASS_BITS + 3, 1);
            int to = at + y * stride;
            for (int x = 0; x < 8; x++) {
                plane[to + x] = sample(w[8 * y + x]);
            }
        }
    }

    private static void pass(int[] in, int at, int step, int[] out, int to, int shift) {
        pass(in, at, step, out, to, shift, 8);
    }

    /** Eight points, {@code step} apart; the results are {@code outStep} apart. */
    private static void pass(
            int[] in, int at, int step, int[] out, int to, int shift, int outStep) {
        int z1 = (in[at + 2 * step] + in[at + 6 * step]) * F_0_541;
        int e2 = z1 - in[at + 6 * step] * F_1_847;
        int e3 = z1 + in[at + 2 * step] * F_0_765;
        int e0 = ((in[at] + in[at + 4 * step]) << BITS) + (1 << (shift - 1));
        int e1 = ((in[at] - in[at + 4 * step]) << BITS) + (1 << (shift - 1));
        int t0 = in[at + 7 * step];
        int t1 = in[at + 5 * step];
        int t2 = in[at + 3 * step];
        int t3 = in[at + step];
        int z5 = (t0 + t2 + t1 + t3) * F_1_175;
        int a = -(t0 + t3) * F_0_899;
        int b = -(t1 + t2) * F_2_562;
        int c = z5 - (t0 + t2) * F_1_961;
        int d = z5 - (t1 + t3) * F_0_390;
        int o0 = t0 * F_0_298 + a + c;
        int o1 = t1 * F_2_053 + b + d;
        int o2 = t2 * F_3_072 + b + c;
        int o3 = t3 * F_1_501 + a + d;
        out[to] = (e0 + e3 + o3) >> shift;
        out[to + 7 * outStep] = (e0 + e3 - o3) >> shift;
        out[to + outStep] = (e1 + e2 + o2) >> shift;
        out[to + 6 * outStep] = (e1 + e2 - o2) >> shift;
        out[to + 2 * outStep] = (e1 - e2 + o1) >> shift;
        out[to + 5 * outStep] = (e1 - e2 - o1) >> shift;
        out[to + 3 * outStep] = (e0 - e3 + o0) >> shift;
        out[to + 4 * outStep] = (e0 - e3 - o0) >> shift;
    }
}
