package dev.hocket.jobs.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java source file as read from disk: what is compiled is exactly what was digested. */
record SourceText(Path file, String text) {
    private static final String SUFFIX = ".java";
    private static final Pattern PACKAGE =
            Pattern.compile("^\\s*package\\s+([\\w$.]+)\\s*;", Pattern.MULTILINE);

    static SourceText read(Path file) throws TaskLoadException {
        byte[] bytes = bytes(file);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, chars, true);
        if (result.isError()) {
            long line = chars.flip().chars().filter(c -> c == '\n').count() + 1;
            throw new TaskLoadException(
                    String.format(
                            Locale.ROOT,
                            "%s:%d: byte 0x%02x is not UTF-8; save the file as UTF-8",
                            file,
                            line,
                            bytes[in.position()]));
        }
        return new SourceText(file, chars.flip().toString());
    }

    private static byte[] bytes(Path file) throws TaskLoadException {
        if (Files.isDirectory(file)) {
            throw new TaskLoadException("'" + file + "' is a folder; give a .java file in it");
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new TaskLoadException(
                    "'" + file + "' does not exist (looked for " + file.toAbsolutePath() + ")", e);
        } catch (IOException e) {
            throw new TaskLoadException(
                    "'" + file + "' cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** The file's name without its suffix. */
    String stem() {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    /**
     * The folder under which the file lies by its package: other source files are found from there,
     * as {@code java FILE.java} finds them. Empty when the file does not lie where its package
     * says, and where a module's sources start, since a task is compiled outside modules.
     */
    Optional<Path> root() {
        Matcher declared = PACKAGE.matcher(text);
        String[] folders = declared.find() ? declared.group(1).split("\\.") : new String[0];
        Path root = file.toAbsolutePath().normalize().getParent();
        for (int i = folders.length - 1; i >= 0 && root != null; i--) {
            boolean matches = root.endsWith(folders[i]);
            root = matches ? root.getParent() : null;
        }
        return Optional.ofNullable(root).filter(r -> !Files.exists(r.resolve("module-info.java")));
    }
}
