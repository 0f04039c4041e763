package dev.hocket.site;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * What a connection has to send. Small pieces go out together in one write; what does not fit into
 * it goes from the file to the socket within the system ({@link FileChannel#transferTo}). Files are
 * opened when their turn comes, one at a time.
 */
final class OutputQueue {
    /** The bytes from which on no further answer is made before these are sent. */
    private static final int FULL_BYTES = 64 << 10;

    private static final int FULL_PIECES = 64;

    /** The most bytes sent before others get their turn. */
    private static final long TURN = 1 << 20;

    private final ArrayDeque<OutputPiece> pieces = new ArrayDeque<>(4);
    private long bytes;
    private long granted;
    private long pausedUntil;

    /** How far sending has come. */
    enum SendProgress {
        /** All is sent. */
        ALL,
        /** The socket takes no more at present, or others are to have their turn. */
        SOME,
        /** The bandwidth is used up until {@link #pausedUntil}. */
        PAUSED
    }

    private static final class OutputPiece {
        final byte @Nullable [] bytes;
        final ReplyBody.@Nullable File file;
        @Nullable FileChannel channel;
        long from;
        long left;

        OutputPiece(byte @Nullable [] bytes, ReplyBody.@Nullable File file, long from, long left) {
            this.bytes = bytes;
            this.file = file;
            this.from = from;
            this.left = left;
        }

        FileChannel channel() throws IOException {
            FileChannel open = channel;
            if (open == null && file != null) {
                open =
                        FileChannel.open(
                                file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                channel = open;
            }
            if (open == null) {
                throw new AssertionError("bytes have no channel");
            }
            return open;
        }

        /** Puts what has room, without taking it off; whether all of it had. */
        boolean fill(ByteBuffer out) throws IOException {
            int part = (int) Math.min(left, out.remaining());
            if (bytes != null) {
                out.put(bytes, (int) from, part);
                return part == left;
            }
            int limit = out.limit();
            out.limit(out.position() + part);
            long at = from;
            while (out.hasRemaining()) {
                int n = channel().read(out, at);
                if (n < 0) {
                    throw cut();
                }
                at += n;
            }
            out.limit(limit);
            return part == left;
        }

        EOFException cut() {
            return new EOFException(file + " has become shorter while it was sent");
        }

        void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }

    void add(byte[] text) {
        add(text, 0, text.length);
    }

    private void add(byte[] text, long from, long length) {
        pieces.add(new OutputPiece(text, null, from, length));
        bytes += length;
    }

    void add(ReplyMessage.MessagePart part) {
        switch (part) {
            case ReplyMessage.TextPart(byte[] text) -> add(text);
            case ReplyMessage.BodyRange(ReplyBody.Bytes(byte[] text), long from, long length) ->
                    add(text, from, length);
            case ReplyMessage.BodyRange(ReplyBody.File file, long from, long length) -> {
                if (length > 0) {
                    pieces.add(new OutputPiece(null, file, from, length));
                    bytes += length;
                }
            }
        }
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Whether so much waits that no more answers are to be made. */
    boolean isFull() {
        return bytes >= FULL_BYTES || pieces.size() >= FULL_PIECES;
    }

    /** When a pause ends. */
    long pausedUntil() {
        return pausedUntil;
    }

    /**
     * Sends what the socket takes.
     *
     * @param out a direct buffer of the thread, for its use
     * @param bandwidth the bound, or null
     */
    SendProgress send(
            SocketChannel to, ByteBuffer out, @Nullable BandwidthLimit bandwidth, long now)
            throws IOException {
        long turn = TURN;
        while (!pieces.isEmpty()) {
            if (turn <= 0) {
                return SendProgress.SOME;
            }
            long most = turn;
            if (bandwidth != null) {
                if (granted == 0 && !grant(bandwidth, now)) {
                    return SendProgress.PAUSED;
                }
                most = Math.min(granted, turn);
            }
            long wanted;
            long sent;
            OutputPiece head = pieces.getFirst();
            if (head.bytes == null && head.left > out.capacity()) {
                wanted = Math.min(head.left, most);
                sent = transfer(head, wanted, to);
            } else {
                gather(out, most);
                wanted = out.remaining();
                sent = to.write(out);
            }
            advance(sent);
            turn -= sent;
            granted -= bandwidth == null ? 0 : sent;
            if (sent < wanted) {
                return SendProgress.SOME;
            }
        }
        return SendProgress.ALL;
    }

    private boolean grant(BandwidthLimit bandwidth, long now) {
        pausedUntil = bandwidth.reserve(now);
        granted = bandwidth.slice();
        return pausedUntil - now <= 0;
    }

    private static long transfer(OutputPiece piece, long most, SocketChannel to)
            throws IOException {
        FileChannel channel = piece.channel();
        long sent = channel.transferTo(piece.from, most, to);
        if (sent == 0 && piece.from >= channel.size()) {
            throw piece.cut();
        }
        return sent;
    }

    private void gather(ByteBuffer out, long most) throws IOException {
        out.clear().limit((int) Math.min(out.capacity(), most));
        Iterator<OutputPiece> each = pieces.iterator();
        while (each.hasNext() && each.next().fill(out)) {
            // the next one follows
        }
        out.flip();
    }

    private void advance(long sent) throws IOException {
        bytes -= sent;
        long left = sent;
        while (!pieces.isEmpty() && pieces.getFirst().left <= left) {
            OutputPiece done = pieces.removeFirst();
            left -= done.left;
            done.close();
        }
        if (left > 0) {
            OutputPiece head = pieces.getFirst();
            head.from += left;
            head.left -= left;
        }
    }

    /** Forgets what is left, and closes files. */
    void close() throws IOException {
        for (OutputPiece piece : pieces) {
            piece.close();
        }
        pieces.clear();
        bytes = 0;
    }
}
