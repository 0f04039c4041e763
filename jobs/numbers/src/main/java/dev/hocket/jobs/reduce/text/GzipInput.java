package dev.hocket.jobs.reduce.text;

import dev.hocket.jobs.reduce.ReductionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), one member after the other, and checks that each ended as it should. The
 * JDK's stream takes whatever follows a member, the torn beginning of another one as well, for the
 * end of the file.
 */
final class GzipInput extends InputStream {
    private static final int HAS_HEADER_CHECK = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int METHOD_DEFLATE = 8;
    private static final int FIXED_FIELDS = 6;

    private final InputStream in;
    private final String name;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 check = new CRC32();
    private final byte[] packed = new byte[1 << 16];
    private int at;
    private int end;
    private boolean within;
    private boolean ended;

    GzipInput(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                if (!within && !begin()) {
                    ended = true;
                    break;
                }
                int count = inflater.inflate(to, offset, length);
                check.update(to, offset, count);
                if (inflater.finished()) {
                    finish();
                }
                if (count > 0) {
                    return count;
                }
                if (within && inflater.needsInput()) {
                    more();
                } else if (within && inflater.needsDictionary()) {
                    throw damaged("a dictionary is required");
                }
            }
            return -1;
        } catch (DataFormatException wrong) {
            throw damaged(String.valueOf(wrong.getMessage()));
        }
    }

    private void more() throws IOException {
        if (at == end && !fill()) {
            throw cutShort();
        }
        inflater.setInput(packed, at, end - at);
        at = end;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(packed, 0, packed.length));
        return end > 0;
    }

    private int next() throws IOException {
        if (at == end && !fill()) {
            throw cutShort();
        }
        return packed[at++] & 0xff;
    }

    private ReductionException cutShort() {
        return new ReductionException(
                "%s ends within its gzip data; it is truncated: fetch or pack it again"
                        .formatted(name));
    }

    private ReductionException damaged(String why) {
        return new ReductionException(
                "%s: its gzip data are damaged (%s); fetch or pack it again".formatted(name, why));
    }

    /** Reads a member's header; whether there is one. Zeros may fill up a file's end. */
    private boolean begin() throws IOException {
        int first = 0;
        while (first == 0) {
            if (at == end && !fill()) {
                return false;
            }
            first = next();
        }
        if (first != 0x1f || next() != 0x8b || next() != METHOD_DEFLATE) {
            throw damaged("other data follow");
        }
        int flags = next();
        skip(FIXED_FIELDS);
        if ((flags & HAS_EXTRA) != 0) {
            int low = next();
            skip(low | next() << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_HEADER_CHECK) != 0) {
            skip(2);
        }
        inflater.reset();
        check.reset();
        within = true;
        return true;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int _ = next();
        }
    }

    private void skipText() throws IOException {
        int c = next();
        while (c != 0) {
            c = next();
        }
    }

    /** Compares a member's checksum and length. */
    private void finish() throws IOException {
        at = end - inflater.getRemaining();
        within = false;
        long sum = word();
        long length = word();
        if (sum != check.getValue()) {
            throw damaged("the checksum differs");
        }
        if (length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw damaged("the length differs");
        }
    }

    private long word() throws IOException {
        long word = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            word |= (long) next() << shift;
        }
        return word;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
