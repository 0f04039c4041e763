package dev.hocket.site;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of a target, split and decoded: names of files, none of which leads upwards or into
 * another folder.
 *
 * @param names what stands between slashes, decoded; empty names are left out
 * @param folder whether a slash ends it
 */
record TargetPath(List<String> names, boolean folder) {
    private static final String SEPARATOR = FileSystems.getDefault().getSeparator();

    /**
     * Reads a path.
     *
     * @param path the target up to its query, percent-encoded
     * @return null where no file can have such a name
     * @throws RefusedRequestException if it is not a path, or would lead upwards
     */
    static @Nullable TargetPath of(String path) throws RefusedRequestException {
        List<String> names = new ArrayList<>();
        boolean folder = true;
        for (String part : path.split("/", -1)) {
            folder = part.isEmpty() || part.equals(".");
            if (folder) {
                continue;
            }
            byte[] bytes = decode(part);
            String name = text(bytes);
            if (name == null) {
                return null;
            }
            if (name.equals("..")) {
                throw new RefusedRequestException(
                        400, "the path has the part '..', which is not followed");
            }
            if (name.equals(".")) {
                folder = true;
                continue;
            }
            if (name.contains("/") || name.contains(SEPARATOR) || name.indexOf(0) >= 0) {
                return null;
            }
            names.add(name);
        }
        return new TargetPath(names, folder);
    }

    private static byte[] decode(String part) throws RefusedRequestException {
        if (part.indexOf('%') < 0) {
            return part.getBytes(StandardCharsets.ISO_8859_1);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                int high = i + 2 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
                int low = i + 2 < part.length() ? Character.digit(part.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new RefusedRequestException(
                            400, "the path has a '%' without two hexadecimal digits");
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }

    /** Whether a name is hidden, as those that begin with a dot are. */
    boolean hidden() {
        return names.stream().anyMatch(name -> name.startsWith(".") && !name.equals(".well-known"));
    }
}
