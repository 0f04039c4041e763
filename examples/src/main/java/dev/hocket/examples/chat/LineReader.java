package dev.hocket.examples.chat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines of an untrusted client: of limited length, and without control characters. */
final class LineReader {
    static final int MOST_BYTES = 1_000;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private final InputStream in;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line, or null at the end; an incomplete last line is dropped. */
    @Nullable String next() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return CONTROL.matcher(line.toString(StandardCharsets.UTF_8)).replaceAll("");
            }
            if (line.size() == MOST_BYTES) {
                throw new IOException("a line of over " + MOST_BYTES + " bytes");
            }
            line.write(b);
        }
        return null;
    }
}
