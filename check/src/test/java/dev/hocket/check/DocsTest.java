package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation, and what is shown of it there. */
class DocsTest {
    private static final int COLUMNS = 100;

    @TempDir private Path folder;

    private static String block(String docs, String kind) {
        int start = docs.indexOf("```" + kind + "\n");
        assertTrue(start >= 0, kind);
        int from = docs.indexOf('\n', start) + 1;
        return docs.substring(from, docs.indexOf("```", from));
    }

    @Test
    void theExampleIsFoundWrongInTheWordsThatAreShown() throws Exception {
        String docs = Files.readString(Path.of("..", "docs", "check.md"));
        Path file = folder.resolve("Transfer.java");
        Files.writeString(file, block(docs, "java"));
        compile(file);
        Verdict verdict =
                Check.named("Transfer", "")
                        .classPath(
                                folder + File.pathSeparator + System.getProperty("java.class.path"))
                        .sources(List.of(file))
                        .run();
        String text = verdict.text(COLUMNS, "");
        String shown = // after the command, up to what the page leaves out
                block(docs, "console")
                        .replaceFirst(".*\n", "")
                        .replaceFirst("(?s)\n\\.{3}\n.*", "\n");
        assertEquals(shown, text.substring(0, Math.min(text.length(), shown.length())));
    }

    private void compile(Path file) throws IOException {
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-g", "-d", folder.toString(), file.toString()));
    }
}
