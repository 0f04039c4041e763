package dev.hocket.jobs.reduce.text;

import dev.hocket.jobs.reduce.ReductionException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks Zstandard (RFC 8878), and says what is wrong with it in a sentence. */
final class ZstdInput extends InputStream {
    private final Source source;
    private final InputStream unpacked;
    private final String name;

    /** Knows what has gone wrong beneath, which is no matter of the format. */
    private static final class Source extends FilterInputStream {
        private boolean ended;
        private boolean failed;

        Source(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            failed = true;
            int read = super.read(to, offset, length);
            failed = false;
            ended = read < 0;
            return read;
        }
    }

    ZstdInput(InputStream in, String name) {
        this.source = new Source(in);
        this.name = name;
        this.unpacked = new ZstdInputStream(source);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            return unpacked.read(to, offset, length);
        } catch (IOException wrong) {
            if (source.failed) {
                throw wrong;
            }
            throw source.ended ? cutShort() : damaged(wrong);
        } catch (RuntimeException wrong) { // malformed input, or an index that was computed from it
            throw damaged(wrong);
        }
    }

    private ReductionException cutShort() {
        return new ReductionException(
                "%s ends within its Zstandard data; it is truncated: fetch or pack it again"
                        .formatted(name));
    }

    private ReductionException damaged(Exception why) {
        String what = String.valueOf(why.getMessage());
        return what.contains("Window size")
                ? new ReductionException(
                        "%s: its Zstandard data need a window of more than 8 MB, which is not supported; unpack it first"
                                .formatted(name),
                        why)
                : new ReductionException(
                        "%s: its Zstandard data are damaged (%s); fetch or pack it again"
                                .formatted(name, what),
                        why);
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
