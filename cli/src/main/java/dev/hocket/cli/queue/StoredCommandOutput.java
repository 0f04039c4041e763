package dev.hocket.cli.queue;

import dev.hocket.jobs.exec.CapturedOutput;
import dev.hocket.jobs.exec.CommandResult;
import dev.hocket.queue.PayloadCodec;
import dev.hocket.queue.PayloadException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * What a command wrote, as it is stored: at most so many bytes of each output.
 *
 * @param stdout the first bytes of standard output
 * @param stderr the first bytes of standard error
 * @param left how many bytes of both were not stored
 */
@SuppressWarnings("ArrayRecordComponent") // payloads are compared by nobody
record StoredCommandOutput(byte[] stdout, byte[] stderr, long left) {
    private static final int FORMAT = 1;

    /** Takes the outputs of a result, and closes it. */
    static StoredCommandOutput of(CommandResult result, long most) {
        try (result) {
            First out = new First(most);
            First err = new First(most);
            result.stdout().writeTo(out);
            result.stderr().writeTo(err);
            return new StoredCommandOutput(
                    out.kept.toByteArray(), err.kept.toByteArray(), out.left + err.left);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    CapturedOutput captured() throws IOException {
        return CapturedOutput.readFrom(new ByteArrayInputStream(stdout));
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (DataOutputStream to = new DataOutputStream(all)) {
            to.writeByte(FORMAT);
            to.writeLong(left);
            to.writeInt(stdout.length);
            to.write(stdout);
            to.write(stderr);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return all.toByteArray();
    }

    static StoredCommandOutput read(byte[] bytes) throws PayloadException {
        try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = from.readByte();
            if (format != FORMAT) {
                throw new PayloadException(
                        String.format(
                                Locale.ROOT,
                                "the output of a command has format %d; this version reads %d",
                                format,
                                FORMAT));
            }
            long left = from.readLong();
            int length = from.readInt();
            if (length < 0 || length > from.available()) {
                throw new PayloadException("the output of a command is damaged");
            }
            return new StoredCommandOutput(from.readNBytes(length), from.readAllBytes(), left);
        } catch (IOException cut) {
            throw new PayloadException("the output of a command is damaged", cut);
        }
    }

    /** Outputs as they are stored. */
    static PayloadCodec<StoredCommandOutput> codec() {
        return new PayloadCodec<>() {
            @Override
            public byte[] write(StoredCommandOutput value) {
                return value.bytes();
            }

            @Override
            public StoredCommandOutput read(byte[] payload) throws PayloadException {
                return StoredCommandOutput.read(payload);
            }
        };
    }

    /** Keeps the first bytes and counts the others. */
    private static final class First extends OutputStream {
        final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        final long most;
        long left;

        First(long most) {
            this.most = most;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int room = (int) Math.min(length, Math.max(0, most - kept.size()));
            kept.write(bytes, offset, room);
            left += length - room;
        }
    }
}
