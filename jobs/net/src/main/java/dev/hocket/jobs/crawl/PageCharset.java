package dev.hocket.jobs.crawl;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out in which charset a page is: by its byte order mark, by what the server says, by what
 * the page says at its beginning, or by its bytes (WHATWG HTML, 13.2.3.2, in short).
 */
final class PageCharset {
    private static final int LOOKED_AT = 4096;
    private static final Pattern DECLARED =
            Pattern.compile(
                    "<meta[^>]{0,200}?charset\\s*=\\s*[\"']?\\s*([\\w.:-]+)|<\\?xml[^>]{0,100}?encoding\\s*=\\s*[\"']([\\w.:-]+)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER =
            Pattern.compile("charset\\s*=\\s*[\"']?\\s*([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
    private static final Charset WESTERN = charset("windows-1252", StandardCharsets.ISO_8859_1);

    /** Charsets in which no byte of ASCII is ever part of another character. */
    private static final Set<String> TRANSPARENT = Set.of("UTF-8", "US-ASCII", "TIS-620", "KOI8-R");

    private PageCharset() {}

    private static Charset charset(String name, Charset otherwise) {
        Charset found = named(name);
        return found == null ? otherwise : found;
    }

    /**
     * The charset of a page.
     *
     * @param type the field Content-Type, or null
     */
    static Charset charsetOf(byte[] bytes, int length, @Nullable String type) {
        Charset marked = marked(bytes, length);
        if (marked != null) {
            return marked;
        }
        Matcher said = PARAMETER.matcher(type == null ? "" : type);
        Charset charset = said.find() ? named(said.group(1)) : null;
        if (charset == null) {
            charset = declared(bytes, length);
        }
        if (charset != null) {
            return charset;
        }
        return isUtf8(bytes, length) ? StandardCharsets.UTF_8 : WESTERN;
    }

    private static @Nullable Charset marked(byte[] bytes, int length) {
        int first = length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        if (first == 0xfeff) {
            return StandardCharsets.UTF_16BE;
        }
        if (first == 0xfffe) {
            return StandardCharsets.UTF_16LE;
        }
        return first == 0xefbb && length > 2 && bytes[2] == (byte) 0xbf
                ? StandardCharsets.UTF_8
                : null;
    }

    private static @Nullable Charset declared(byte[] bytes, int length) {
        String head =
                new String(bytes, 0, Math.min(length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        Matcher declared = DECLARED.matcher(head);
        if (!declared.find()) {
            return null;
        }
        String name = declared.group(1) == null ? declared.group(2) : declared.group(1);
        // that it could be read so far proves that it is no UTF-16
        return name.toLowerCase(Locale.ROOT).startsWith("utf-16")
                ? StandardCharsets.UTF_8
                : named(name);
    }

    private static @Nullable Charset named(String name) {
        String label = name.toLowerCase(Locale.ROOT);
        if (label.equals("iso-8859-1") || label.equals("latin1") || label.equals("us-ascii")) {
            label = "windows-1252"; // as browsers read it
        }
        try {
            return Charset.forName(label);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static boolean isUtf8(byte[] bytes, int length) {
        int whole = Math.max(0, length - 3); // a cut page may end amid a character
        int ascii = 0;
        while (ascii < whole && bytes[ascii] >= 0) {
            ascii++;
        }
        if (ascii == whole) {
            return true;
        }
        try {
            int from = whole;
            while (from > 0 && (bytes[from] & 0xc0) == 0x80) {
                from--;
            }
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, from));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    /** Whether the bytes can be searched for markup as they are. */
    static boolean isTransparent(Charset charset) {
        String name = charset.name();
        return TRANSPARENT.contains(name)
                || name.startsWith("ISO-8859-")
                || name.startsWith("windows-125");
    }
}
