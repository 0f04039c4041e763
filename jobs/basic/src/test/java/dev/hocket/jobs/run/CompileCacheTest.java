package dev.hocket.jobs.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiled sources are kept, found again, and never trusted when something is wrong with them. */
class CompileCacheTest {
    @TempDir Path folder;
    private Path kept;
    private SourceFolder files;

    @BeforeEach
    void makeFiles() {
        kept = folder.resolve("cache");
        files = new SourceFolder(folder);
    }

    private static String answering(String answer) {
        return "String run(String s) { return \"" + answer + "\"; }";
    }

    private String answer() throws Exception {
        TaskSource source = TaskSource.of(folder.resolve("Answer.java").toString()).cache(kept);
        return String.valueOf(SourceFolder.run(source, "a"));
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> found = Files.list(kept)) {
            return found.sorted().toList();
        }
    }

    @Test
    void theSecondRunTakesWhatTheFirstCompiled() throws Exception {
        files.write("Answer.java", answering("one"));
        assertEquals("one", answer());
        Path first = entries().getFirst();
        files.write("Answer.java", answering("two"));
        assertEquals("two", answer());
        assertEquals(2, entries().size());
        // With the second's classes under the first's name, they are what runs: nothing was
        // compiled.
        Path second = entries().stream().filter(e -> !e.equals(first)).findFirst().orElseThrow();
        Files.write(first, Files.readAllBytes(second));
        files.write("Answer.java", answering("one"));
        assertEquals("two", answer());
    }

    @Test
    void aTornOrForeignFileIsCompiledAnew() throws Exception {
        files.write("Answer.java", answering("one"));
        assertEquals("one", answer());
        Path entry = entries().getFirst();
        byte[] good = Files.readAllBytes(entry);
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;
        for (byte[] bad :
                List.of(new byte[0], new byte[5], Arrays.copyOf(good, good.length - 7), flipped)) {
            Files.write(entry, bad);
            assertEquals("one", answer());
            assertArrayEquals(good, Files.readAllBytes(entry));
        }
    }

    @Test
    void aFolderThatCanNotBeMadeCostsNothing() throws Exception {
        Files.writeString(kept, "in the way");
        files.write("Answer.java", answering("one"));
        assertEquals("one", answer());
        assertEquals("in the way", Files.readString(kept));
    }

    @Test
    void aFolderThatOthersMayWriteToIsNotUsed() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        files.write("Answer.java", answering("one"));
        Files.createDirectory(kept);
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertEquals("one", answer());
        assertEquals(List.of(), entries());
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals("one", answer());
        assertEquals(1, entries().size());
    }

    @Test
    void aChangedSourceFileBesideIsSeen() throws Exception {
        files.write("Word.java", "class Word { static String word() { return \"one\"; } }");
        files.write("Answer.java", "String run(String s) { return Word.word(); }");
        assertEquals("one", answer());
        files.write("Word.java", "class Word { static String word() { return \"two\"; } }");
        assertEquals("two", answer());
        assertEquals("two", answer());
    }

    @Test
    void theKeyTellsClassPathsApart() throws Exception {
        SourceText source = SourceText.read(Path.of(files.write("Answer.java", answering("one"))));
        Path classes = Files.createDirectories(folder.resolve("classes/p"));
        Path file = Files.write(classes.resolve("A.class"), new byte[] {1});
        ClassPath path = ClassPath.parse(folder.resolve("classes").toString());
        var before = CompileCache.key(source, path);
        assertEquals(before, CompileCache.key(source, path));
        assertNotEquals(CompileCache.key(source, ClassPath.EMPTY), before);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertNotEquals(before, CompileCache.key(source, path));
    }

    @Test
    void theLeastRecentlyUsedGoFirst() throws Exception {
        CompileCache cache = new CompileCache(kept, 2);
        CompiledSource compiled =
                new CompiledSource(List.of("A"), Map.of("A", new byte[] {1}), List.of());
        cache.keep("a", compiled);
        Files.setLastModifiedTime(kept.resolve("a.task"), FileTime.fromMillis(1000));
        cache.keep("b", compiled);
        Files.setLastModifiedTime(kept.resolve("b.task"), FileTime.fromMillis(2000));
        assertTrue(cache.find("a").isPresent(), "found, and so used now");
        cache.keep("c", compiled);
        assertTrue(cache.find("a").isPresent());
        assertFalse(cache.find("b").isPresent());
        assertTrue(cache.find("c").isPresent());
    }

    @Test
    void theUsersFolderFollowsTheEnvironment() {
        String home = folder.toString();
        Path set = folder.resolve("set");
        assertEquals(
                set.resolve("hocket").resolve("tasks"),
                CacheFolder.of(Map.of("XDG_CACHE_HOME", set.toString()), home));
        assertEquals(
                folder.resolve(".cache/hocket/tasks"),
                CacheFolder.of(Map.of("XDG_CACHE_HOME", "not/absolute"), home));
        assertEquals(folder.resolve(".cache/hocket/tasks"), CacheFolder.of(Map.of(), home));
    }
}
