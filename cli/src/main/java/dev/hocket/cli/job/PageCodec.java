package dev.hocket.cli.job;

import dev.hocket.joblog.ResultCodec;
import dev.hocket.jobs.crawl.Page;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A page in a file, but for the links that were followed from it: those are in the joblog. */
final class PageCodec implements ResultCodec<Page> {
    @Override
    public void write(Page page, OutputStream to) throws IOException {
        DataOutputStream out = new DataOutputStream(to);
        text(out, page.url());
        out.writeInt(page.status());
        text(out, page.type());
        out.writeLong(page.bytes());
        text(out, page.title());
        out.writeInt(page.depth());
        text(out, page.referrer());
        out.writeLong(page.time().toNanos());
        out.writeInt(page.links());
        text(out, page.canonical());
        text(out, page.note());
        out.writeInt(page.selected().size());
        for (String selected : page.selected()) {
            text(out, selected);
        }
        out.flush();
    }

    @Override
    public Page read(InputStream from) throws IOException {
        try {
            DataInputStream in = new DataInputStream(from);
            return new Page(
                    text(in),
                    in.readInt(),
                    text(in),
                    in.readLong(),
                    text(in),
                    in.readInt(),
                    text(in),
                    Duration.ofNanos(in.readLong()),
                    in.readInt(),
                    text(in),
                    text(in),
                    texts(in),
                    List.of(),
                    List.of());
        } catch (EOFException damaged) {
            throw new IOException("a stored result is damaged: it is cut short", damaged);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = length < 0 ? new byte[0] : in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
